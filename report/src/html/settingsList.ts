import type { Report } from '@modelmonitor/api';
import { formatNumber } from '@modelmonitor/api/plain';
import { formatPercent } from './formatPercent.ts';
import { html, type Markup } from './markup.ts';
import { isPValue, methodWords } from './methodWords.ts';
import { termValue } from './termValue.ts';

const CORRECTIONS = { none: 'none', bonferroni: 'Bonferroni', benjaminiHochberg: 'Benjamini–Hochberg' } as const;

/** What the check was told, as far as the report carries it: methods and thresholds, correction, share, floor of the effect. */
export function settingsList(report: Report): Markup {
  return html`<dl>
    ${methodUses(report).map(([words, features]) => termValue(`${features} ${features === 1 ? 'feature' : 'features'}`, words))}
    ${termValue('Correction', CORRECTIONS[report.correction])}
    ${termValue('Drifted from', `a share of ${formatPercent(report.drift_share_threshold)}`)}
    ${report.settings !== undefined && termValue('Effect floor', `${formatNumber(report.settings.effect_floor)}, above 1,000 rows`)}
    ${report.settings !== undefined && termValue('Rows needed', formatNumber(report.settings.min_rows))}
  </dl>`;
}

/** The methods with their thresholds, the most used first, and how many features each tested. */
function methodUses({ features }: Report): [words: string, features: number][] {
  const uses = new Map<string, number>();
  for (const { method, threshold } of Object.values(features)) {
    if (method === null || threshold === null) continue;
    const { title, drift } = methodWords(method);
    const words = `${title}, drift if ${isPValue(method) ? 'p ' : ''}${drift} ${formatNumber(threshold)}`;
    uses.set(words, (uses.get(words) ?? 0) + 1);
  }
  return [...uses].sort(([, a], [, b]) => b - a);
}
