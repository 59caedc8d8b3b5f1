import type { ContributionsReport } from '@modelmonitor/api';
import { clippedText, formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { reportSection } from '../reportSection.ts';
import { scrollBox } from '../scrollBox.ts';

type Feature = ContributionsReport['features'][number];

/** Features ranked one by one. */
const MOST_FEATURES = 15;

/** Characters of a reason that are shown. */
const REASON_SHOWN = 400;

const METHODS: Readonly<Record<ContributionsReport['method'], string>> = {
  tree_shap: 'Importance is the mean absolute TreeSHAP contribution',
  permutation: 'Importance is what the score loses when the feature is permuted',
};

const CAPTION = 'Features by drift × importance';

/** What to look at first: the features by their share of the importance times the strength of their drift. */
export function contributionsSection({ method, rows, features, reason }: ContributionsReport): Markup {
  const lead = `Features that both matter to the model and drifted are at the top. ${METHODS[method]}, over ${formatNumber(rows.current)} current and ${formatNumber(rows.reference)} reference rows; a drift of 1 is at its threshold.`;
  return reportSection({ id: 'contributions', heading: 'What to look at first' }, [
    html`<p class="lead">${lead}${reason !== undefined && ` ${clippedText(reason, REASON_SHOWN)}`}</p>`,
    html`${features.length > 0 && table(features)}`,
  ]);
}

function table(features: readonly Feature[]): Markup {
  const shown = features.slice(0, MOST_FEATURES);
  const highest = Math.max(...shown.map(({ priority }) => priority ?? 0));
  const rest = features.length - shown.length;
  return scrollBox(
    CAPTION,
    html`<table class="plain ranking">
      <caption>${CAPTION}${rest > 0 && `, the first ${MOST_FEATURES} of ${features.length}`}</caption>
      <thead><tr>
        <th scope="col">Feature</th>
        <th scope="col">Priority</th>
        <th scope="col" class="number">Importance</th>
        <th scope="col" class="number">Drift</th>
      </tr></thead>
      <tbody>${shown.map((feature) => row(feature, highest))}</tbody>
    </table>`,
  );
}

function row({ name, importance, share, drift, priority }: Feature, highest: number): Markup {
  const width = highest > 0 ? Math.round(((priority ?? 0) / highest) * 100) : 0;
  const before = importance.reference !== null && `was ${twoDigits(importance.reference)}, `;
  return html`<tr>
    <th scope="row">${nameMarkup(name, 60)}</th>
    <td class="priority"><span>${twoDigits(priority)}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0H${width}V10H0z"/></svg></td>
    <td class="number">${share === null ? '–' : formatPercent(share)}<small>${before}now ${twoDigits(importance.current)}</small></td>
    <td class="number">${twoDigits(drift)}</td>
  </tr>`;
}

/** Two significant digits: the ranking is what counts. */
function twoDigits(value: number | null): string {
  return value === null ? '–' : formatNumber(Number(value.toPrecision(2)));
}
