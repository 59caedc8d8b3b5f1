import type { QualityReport, QualityTest, Report } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { formatPeriod, formatTime } from '../formatTime.ts';
import { html, type Interpolated, type Markup, rawMarkup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { numberMarkup } from '../numberMarkup.ts';
import { reportDocument } from '../reportDocument.ts';
import { orderTests, qualitySentence, qualityTable } from './qualitySection.ts';

const NONE: QualityReport = { verdict: 'unknown', n_tests: 0, n_failed: 0, n_unknown: 0, tests: [] };

/**
 * The checks of data quality and stability as one HTML file (`data_stability_test.html`): it has no script, loads nothing, prints, and
 * follows light and dark. The same report gives the same bytes; all text of the report is escaped.
 */
export function renderQualityHtml(report: Report): string {
  const quality = report.quality ?? NONE;
  const subject = clippedText(report.monitor?.name ?? 'two files');
  const main = html`<header class="${quality.verdict}">
          <p class="eyebrow">Data quality and stability · ${formatTime(report.timestamp)}</p>
          <h1>${report.monitor === null ? 'Two files compared' : nameMarkup(report.monitor.name)} ${qualityMark(quality.verdict)}</h1>
          <p class="sentence">${qualitySentence(quality)}</p>
          ${counters(report, quality)}
        </header>
        ${quality.n_tests > 0 && checks(quality)}`;
  const title = html`Data stability of ${subject}: ${quality.verdict}, ${formatTime(report.timestamp)}`;
  return reportDocument({ title, main, footer: footer(report), script: '' });
}

function checks(quality: QualityReport): Markup {
  return html`<section class="quality"><h2>Checks</h2>${showFilter(quality)}
    ${qualityTable(orderTests(quality.tests), 'Failed checks first, then those without a verdict.')}</section>`;
}

function counters({ reference, current }: Report, { n_tests, n_failed, n_unknown }: QualityReport): Markup {
  return html`<dl class="counters">
    ${counter('Checks', numberMarkup(n_tests))}${counter('Failed', numberMarkup(n_failed))}${counter('Unknown', numberMarkup(n_unknown))}
    ${counter('Passed', numberMarkup(n_tests - n_failed - n_unknown))}${counter('Reference rows', numberMarkup(reference.rows))}
    ${counter('Current rows', numberMarkup(current.rows), formatPeriod(current.from, current.to))}</dl>`;
}

function counter(term: string, value: Interpolated, note?: string): Markup {
  return html`<div><dt>${term}</dt><dd>${value}${note !== undefined && html`<small>${note}</small>`}</dd></div>`;
}

function footer({ run, reference }: Report): Markup {
  return html`<footer>
    <section aria-labelledby="reading"><h2 id="reading">How to read this</h2><ul>
      <li>A share passes up to a tenth above that of the reference, plus the sampling error of both sides. An improvement never fails.</li>
      <li>The limits are set so that all checks together fail in at most one of twenty runs if nothing changed and rows are independent.</li>
      <li><b>Unknown</b> means that there was not enough data to decide, not that everything is fine.</li></ul></section>
    <section aria-labelledby="origin"><h2 id="origin">Origin</h2><dl>
      <div><dt>Run</dt><dd><code>${clippedText(run)}</code></dd></div>
      <div><dt>Reference</dt><dd><code>${reference.hash.slice(0, 12)}</code></dd></div></dl></section>
  </footer>`;
}

/** Radio buttons that leave the rows of one verdict; the style sheet does it, no script. */
export function showFilter({ n_tests, n_failed, n_unknown }: QualityReport): Markup {
  const choice = (value: string, label: string) => html`<label><input type="radio" name="quality-show" value="${value}">${label}</label>`;
  return html`<fieldset class="show"><legend>Show</legend>
    <label><input type="radio" name="quality-show" value="all" checked>all ${n_tests}</label>
    ${choice('failed', `failed ${n_failed}`)}${choice('unknown', `unknown ${n_unknown}`)}
    ${choice('passed', `passed ${n_tests - n_failed - n_unknown}`)}</fieldset>`;
}

const WORDS: Readonly<Record<QualityTest['verdict'], string>> = { failed: 'Failed', passed: 'Passed', unknown: 'Unknown' };

/** A cross, a tick, an empty diamond: not told apart by colour alone. */
const SHAPES: Readonly<Record<QualityTest['verdict'], string>> = {
  failed: 'M2 2 10 10M10 2 2 10',
  passed: 'M1.5 6.5 4.8 10 10.5 2.5',
  unknown: 'M6 1.2 10.8 6 6 10.8 1.2 6z',
};

/** A verdict as shape and word. */
export function qualityMark(verdict: QualityTest['verdict']): Markup {
  return html`<span class="verdict ${verdict}"><svg viewBox="0 0 12 12" aria-hidden="true">
    <path d="${rawMarkup(SHAPES[verdict])}"/></svg>${WORDS[verdict]}</span>`;
}
