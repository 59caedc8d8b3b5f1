import type { QualityReport, QualityTest } from '@modelmonitor/api';
import { clippedText, formatNumber, formatPercent, formatPercentBeside, qualityCheckFacts } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { numberMarkup } from '../numberMarkup.ts';

/** Checks the section shows; all of them are in the page of their own. */
const MOST_SHOWN = 100;

/** The checks that did not pass, for the drift report; needs `qualityStyles` in the page. */
export function qualitySection(quality: QualityReport): Markup {
  const open = orderTests(quality.tests.filter(({ verdict }) => verdict !== 'passed'));
  const caption =
    open.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${open.length} checks that did not pass.` : 'The checks that did not pass.';
  return html`<section class="quality"><h2>Data quality and stability</h2>
    <p>${qualitySentence(quality)}</p>
    ${open.length > 0 && qualityTable(open.slice(0, MOST_SHOWN), caption)}</section>`;
}

const MOST_NAMED = 3;

/** What the checks came to, in a sentence or two. */
export function qualitySentence({ tests, n_tests, n_failed, n_unknown }: QualityReport): Markup {
  if (n_tests === 0) return html`Nothing was checked.`;
  const open = n_unknown === 0 ? '' : ` ${n_unknown} could not be judged.`;
  if (n_unknown === n_tests) return html`There is no verdict: none of ${checkCount(n_tests)} could be judged.`;
  if (n_failed === 0) return html`None of ${checkCount(n_tests)} failed.${open}`;
  const failed = tests.filter(({ verdict }) => verdict === 'failed');
  const rest = failed.length - MOST_NAMED;
  return html`${n_failed} of ${checkCount(n_tests)} failed: ${failed.slice(0, MOST_NAMED).map(failureClause)}${rest > 0 && ` and ${rest} more`}.${open}`;
}

function failureClause({ test, column }: QualityTest, index: number): Markup {
  const name = qualityCheckFacts[test].title.toLowerCase().replace('iqr', 'IQR');
  return html`${index > 0 && '; '}${name}${column !== null && html` of ${nameMarkup(column)}`}`;
}

function checkCount(checks: number): string {
  return checks === 1 ? '1 check' : `${checks} checks`;
}

/** Characters of what was found that are shown. */
const DETAIL_SHOWN = 240;

/** The sign before the word comes from the style sheet: hundreds of rows stay small. */
const WORDS = { failed: 'Failed', passed: 'Passed', unknown: 'Unknown' } as const;

const ORDER = ['failed', 'unknown', 'passed'];

/** Failed checks first, then those without a verdict; within each in the order of the report. */
export function orderTests(tests: readonly QualityTest[]): QualityTest[] {
  return tests.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

/** Checks as a table: a row each, with its figures and its limit. */
export function qualityTable(tests: readonly QualityTest[], caption: string): Markup {
  return html`<table class="checks"><caption>${caption}</caption>
    <thead><tr><th scope="col">Column</th><th scope="col">Check</th><th scope="col" class="n">Reference</th>
    <th scope="col" class="n">Current</th><th scope="col" class="n">Passes if</th><th scope="col">Verdict</th></tr></thead>
    <tbody>${tests.map(row)}</tbody></table>`;
}

function row(test: QualityTest): Markup {
  const { title } = qualityCheckFacts[test.test];
  const notes = [test.reason, test.detail].filter((text) => text !== undefined);
  return html`<tr class="${test.verdict}"><th scope="row">${test.column === null ? html`<i>whole table</i>` : nameMarkup(test.column)}</th>
    <td class="what">${title}${notes.map((text) => html`<small dir="auto">${clippedText(text, DETAIL_SHOWN)}</small>`)}</td>
    <td class="n">${figure(test, test.reference)}</td>
    <td class="n">${figure(test, test.value)}</td>
    <td class="n limit">${limitText(test)}</td>
    <td class="word">${WORDS[test.verdict]}</td></tr>`;
}

function figure({ test, limit }: QualityTest, value: number | null): Markup {
  if (value === null || !qualityCheckFacts[test].isShare) return numberMarkup(value);
  return html`${formatPercentBeside(value, limit.at_most ?? value)}`;
}

function limitText({ test, value, limit }: QualityTest): string {
  const { at_least: least, at_most: most } = limit;
  const format = (end: number) => {
    if (!qualityCheckFacts[test].isShare) return formatNumber(end);
    return value === null ? formatPercent(end) : formatPercentBeside(end, value);
  };
  if (least !== undefined && most !== undefined) return `${format(least)} to ${format(most)}`;
  if (least !== undefined) return `≥ ${format(least)}`;
  return most === undefined ? '–' : `≤ ${format(most)}`;
}
