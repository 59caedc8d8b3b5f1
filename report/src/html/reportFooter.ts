import type { Report } from '@modelmonitor/api';
import { clippedText, formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { formatTime } from './formatTime.ts';
import { html, type Interpolated, type Markup } from './markup.ts';
import { isPValue, methodWords } from './methodWords.ts';
import { nameMarkup } from './nameMarkup.ts';
import { numberMarkup } from './numberMarkup.ts';

/** Characters of a hash that tell two data sets apart. */
const HASH_SHOWN = 12;

/** Where the report comes from and how to read it. */
export function reportFooter(report: Report): Markup {
  return html`<footer>
    <section aria-labelledby="reading"><h2 id="reading">How to read this</h2>${READING}</section>
    <section aria-labelledby="settings"><h2 id="settings">Settings</h2>${settingsList(report)}</section>
    <section aria-labelledby="origin"><h2 id="origin">Origin</h2><dl>${origin(report)}</dl></section>
  </footer>`;
}

const READING = html`
  <p>Each feature is compared between the reference (what the model was trained on) and the current data (what it sees now).</p>
  <ul>
    <li>A <b>p-value</b> is the probability of a difference at least this large if nothing had changed. Small means drift.</li>
    <li>A <b>distance</b> grows from 0 with the difference. Large means drift.</li>
    <li><b>Significant but immaterial</b> means a difference that chance does not explain and that is too small to matter.</li>
    <li><b>Unknown</b> means that there was not enough data to decide, not that everything is fine; open the row for the reason.</li>
    <li>Drifted features come first, the score furthest beyond its threshold at the top. Tooltips show rounded numbers in full.</li>
  </ul>`;

function origin(report: Report): Markup[] {
  const { monitor, model, reference, current, engine } = report;
  return [
    termValue('Run', html`<code>${clippedText(report.run)}</code>`),
    termValue('Checked', formatTime(report.timestamp)),
    termValue(
      'Monitor',
      monitor === null ? 'none: two files were compared' : html`${nameMarkup(monitor.name)} in ${nameMarkup(monitor.namespace)}`,
    ),
    termValue('Reference', dataHash(reference.hash)),
    ...(current.hash === undefined ? [] : [termValue('Current', dataHash(current.hash))]),
    ...(current.source === undefined ? [] : [termValue('Rows', rowsText(current))]),
    ...(engine === undefined ? [] : [termValue('Created by', `ModelMonitor ${clippedText(engine.version)}`)]),
    ...(model === null ? [] : [termValue('Predicted by', versions(model.versions))]),
  ];
}

/** Where the current rows are from, and how many of them there are. */
function rowsText({ source, seen, sampled, labelled, sections_rows: sample, missing = [] }: Report['current']): Markup {
  const lost = missing.map(({ reason, rows }) => `${rows === null ? 'an unknown number' : formatNumber(rows)} (${clippedText(reason)})`);
  const parts = [
    `from ${source === 'file' ? 'the SQLite file' : clippedText(source ?? '')}`,
    ...(seen === undefined ? [] : [`${formatNumber(seen)} rows there within window.maxAge`]),
    ...(labelled === undefined ? [] : [`${formatNumber(labelled)} with a label`]),
    ...(sample === undefined ? [] : [`a sample of ${formatNumber(sample)} where whole rows are needed`]),
    ...(sampled === undefined || sampled === 1 ? [] : [`${formatPercent(sampled)} of the predictions are captured`]),
    lost.length === 0 ? 'none known to be missing' : `missing: ${lost.join(', ')}`,
  ];
  return html`${parts.join('; ')}`;
}

function versions(rowsByVersion: Readonly<Record<string, number>>): Markup {
  const entries = Object.entries(rowsByVersion);
  if (entries.length === 0) return html`no version is known`;
  return html`${entries.map(([version, rows], index) => html`${index > 0 && ', '}${nameMarkup(version)} (${numberMarkup(rows)} ${rows === 1 ? 'row' : 'rows'})`)}`;
}

function dataHash(hash: string): Markup {
  return html`<code title="SHA-256 ${clippedText(hash)}">${hash.slice(0, HASH_SHOWN)}</code>`;
}

const CORRECTIONS = { none: 'none', bonferroni: 'Bonferroni', benjaminiHochberg: 'Benjamini–Hochberg' } as const;

/** The settings of the check, as far as the report has them: methods and thresholds, correction, share, floor of the effect. */
export function settingsList(report: Report): Markup {
  return html`<dl>
    ${methodUses(report).map(([words, features]) => termValue(`${features} ${features === 1 ? 'feature' : 'features'}`, words))}
    ${termValue('Correction', CORRECTIONS[report.correction])}
    ${report.settings?.rules === 'evidently' && termValue('Verdicts', 'by the score alone, as in Evidently')}
    ${termValue('Drift limit', `a share of ${formatPercent(report.drift_share_threshold)}`)}
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

/** A term and its value, a line of a description list. */
export function termValue(term: string, value: Interpolated): Markup {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}
