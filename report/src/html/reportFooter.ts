import type { Report } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { formatTime } from './formatTime.ts';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './nameMarkup.ts';
import { numberMarkup } from './numberMarkup.ts';
import { settingsList } from './settingsList.ts';
import { termValue } from './termValue.ts';

/** Characters of a hash that tell two data sets apart. */
const HASH_SHOWN = 12;

/** Where the report comes from and how to read it. */
export function reportFooter(report: Report): Markup {
  return html`<footer>
    <section aria-labelledby="reading"><h2 id="reading">How to read this</h2>${READING}</section>
    <section aria-labelledby="settings"><h2 id="settings">Settings</h2>${settingsList(report)}</section>
    <section aria-labelledby="origin"><h2 id="origin">Where it comes from</h2><dl>${origin(report)}</dl></section>
  </footer>`;
}

const READING = html`
  <p>Each feature is compared between the reference (what the model was trained on) and the current data (what it sees now).</p>
  <ul>
    <li>A <b>p-value</b> is the probability of a difference at least this large if nothing had changed. Small means drift.</li>
    <li>A <b>distance</b> grows from 0 with the difference. Large means drift.</li>
    <li><b>Significant but immaterial</b> means a difference that chance does not explain and that is too small to matter.</li>
    <li><b>Unknown</b> means there was not enough to decide, never that all is well; the opened row says why.</li>
    <li>Drifted features come first, the score furthest beyond its threshold at the top. Rounded numbers carry their full value as a tooltip.</li>
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
    ...(engine === undefined ? [] : [termValue('Made by', `ModelMonitor ${clippedText(engine.version)}`)]),
    ...(model === null ? [] : [termValue('Answered by', versions(model.versions))]),
  ];
}

function versions(rowsByVersion: Readonly<Record<string, number>>): Markup {
  const entries = Object.entries(rowsByVersion);
  if (entries.length === 0) return html`no version is known`;
  return html`${entries.map(([version, rows], index) => html`${index > 0 && ', '}${nameMarkup(version)} (${numberMarkup(rows)} ${rows === 1 ? 'row' : 'rows'})`)}`;
}

function dataHash(hash: string): Markup {
  return html`<code title="SHA-256 ${clippedText(hash)}">${hash.slice(0, HASH_SHOWN)}</code>`;
}
