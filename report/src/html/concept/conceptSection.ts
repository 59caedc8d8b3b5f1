import type { ConceptDriftReport } from '@modelmonitor/api';
import { clippedText, formatNumber } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { reportSection } from '../reportSection.ts';
import { detectorTable } from './detectorTable.ts';
import { type ErrorUnit, errorChart } from './errorChart.ts';
import { errorGivenFeatures } from './errorGivenFeatures.ts';

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
