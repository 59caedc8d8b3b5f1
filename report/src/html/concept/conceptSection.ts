import type { ConceptDriftReport } from '@modelmonitor/api';
import { clippedText, formatNumber } from '@modelmonitor/api/plain';
import { formatPValue } from '../formatPValue.ts';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { reportSection } from '../reportSection.ts';
import { scrollBox } from '../scrollBox.ts';
import { verdictMark } from '../verdictMark.ts';
import { detectorTable } from './detectorTable.ts';
import { type ErrorUnit, errorChart } from './errorChart.ts';

/** Characters of a reason that are shown. */
const REASON_SHOWN = 400;

/** Whether the relation between features and target changed: the error over time, what the detectors said, where the error changed. */
export function conceptSection(concept: ConceptDriftReport, unit: ErrorUnit): Markup {
  const { verdict, reason, rows, detectors, error_given_features: given } = concept;
  const lead = `Did the relation between features and target change? ${formatNumber(rows)} labelled current rows.`;
  return reportSection({ id: 'concept-drift', heading: 'Concept drift', outcome: verdict }, [
    html`<p class="lead">${lead}${reason !== undefined && ` ${clippedText(reason, REASON_SHOWN)}`}</p>`,
    html`${errorChart(concept, unit)}${detectorTable(detectors)}${given !== null && errorGivenFeatures(given)}`,
  ]);
}

type ErrorGivenFeatures = NonNullable<ConceptDriftReport['error_given_features']>;

const CAPTION = 'Features along which the error changed most';

/** Characters of a detail and of a reason that are shown. */
const TEXT_SHOWN = 300;

/** Whether the error, given the features, differs between reference and current, and along which features. */
export function errorGivenFeatures({ statistic, p_value, threshold, verdict, reason, features }: ErrorGivenFeatures): Markup {
  const found = [statistic !== null && `Statistic ${formatNumber(statistic)}`, p_value !== null && formatPValue(p_value)]
    .filter(Boolean)
    .join(', ');
  return html`<h3>Error given the features ${verdictMark(verdict)}</h3>
    <p class="lead">Where the features are the same, is the error still the same? ${found !== '' && `${found}; it changed if p is below ${formatNumber(threshold)}. `}${reason !== undefined && clippedText(reason, TEXT_SHOWN)}</p>
    ${features.length > 0 && table(features)}`;
}

function table(features: ErrorGivenFeatures['features']): Markup {
  return scrollBox(
    CAPTION,
    html`<table class="plain">
      <caption>${CAPTION}</caption>
      <thead><tr><th scope="col">Feature</th><th scope="col">p-value</th><th scope="col">Where</th></tr></thead>
      <tbody>${features.map(
        ({ name, p_value, detail }) =>
          html`<tr><th scope="row">${nameMarkup(name, 60)}</th><td class="figure">${formatPValue(p_value)}</td><td>${clippedText(detail, TEXT_SHOWN)}</td></tr>`,
      )}</tbody>
    </table>`,
  );
}
