import type { QualityTest } from '@modelmonitor/api';
import { clippedText, formatNumber, qualityCheckFacts } from '@modelmonitor/api/plain';
import { formatPercent, formatPercentBeside } from '../formatPercent.ts';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { numberMarkup } from '../numberMarkup.ts';

/** Characters of what was found that are shown. */
const DETAIL_SHOWN = 240;

/** The sign before the word comes from the style sheet: hundreds of rows stay small. */
const WORDS = { failed: 'Failed', passed: 'Passed', unknown: 'Unknown' } as const;

const ORDER = ['failed', 'unknown', 'passed'];

/** Failed checks first, then those without a verdict; within each in the order of the report. */
export function orderedTests(tests: readonly QualityTest[]): QualityTest[] {
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
  const told = (end: number) => {
    if (!qualityCheckFacts[test].isShare) return formatNumber(end);
    return value === null ? formatPercent(end) : formatPercentBeside(end, value);
  };
  if (least !== undefined && most !== undefined) return `${told(least)} to ${told(most)}`;
  if (least !== undefined) return `≥ ${told(least)}`;
  return most === undefined ? '–' : `≤ ${told(most)}`;
}
