import type { QualityReport, QualityTest } from '@modelmonitor/api';
import { qualityCheckFacts } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';

const MOST_NAMED = 3;

/** What the checks came to, in a sentence or two. */
export function qualitySentence({ tests, n_tests, n_failed, n_unknown }: QualityReport): Markup {
  if (n_tests === 0) return html`Nothing was checked.`;
  const open = n_unknown === 0 ? '' : ` ${n_unknown} could not be judged.`;
  if (n_unknown === n_tests) return html`There is no verdict: none of ${counted(n_tests)} could be judged.`;
  if (n_failed === 0) return html`None of ${counted(n_tests)} failed.${open}`;
  const failed = tests.filter(({ verdict }) => verdict === 'failed');
  const rest = failed.length - MOST_NAMED;
  return html`${n_failed} of ${counted(n_tests)} failed: ${failed.slice(0, MOST_NAMED).map(told)}${rest > 0 && ` and ${rest} more`}.${open}`;
}

function told({ test, column }: QualityTest, index: number): Markup {
  const name = qualityCheckFacts[test].title.toLowerCase().replace('iqr', 'IQR');
  return html`${index > 0 && '; '}${name}${column !== null && html` of ${nameMarkup(column)}`}`;
}

function counted(checks: number): string {
  return checks === 1 ? '1 check' : `${checks} checks`;
}
