import type { DetectorReport } from '@modelmonitor/api';
import { clippedText, formatNumber } from '@modelmonitor/api/plain';
import { formatTime } from '../formatTime.ts';
import { html, type Markup } from '../markup.ts';
import { numberMarkup } from '../numberMarkup.ts';
import { scrollBox } from '../scrollBox.ts';
import { verdictMark } from '../verdictMark.ts';

const CAPTION = 'Detectors over the labelled rows';

/** Characters of a reason that are shown. */
const REASON_SHOWN = 200;

/** What each detector said, how often, and when last; undefined when none ran. */
export function detectorTable(detectors: readonly DetectorReport[]): Markup | undefined {
  if (detectors.length === 0) return undefined;
  return scrollBox(
    CAPTION,
    html`<table class="plain">
      <caption>${CAPTION}</caption>
      <thead><tr>
        <th scope="col">Detector</th><th scope="col">Verdict</th><th scope="col" class="number">Signals</th><th scope="col">Latest</th>
      </tr></thead>
      <tbody>${detectors.map(detectorRow)}</tbody>
    </table>`,
  );
}

function detectorRow({ detector, verdict, events, n_events, reason }: DetectorReport): Markup {
  const latest = events.at(-1);
  return html`<tr>
    <th scope="row">${detectorWords(detector)}</th>
    <td>${verdictMark(verdict)}${reason !== undefined && html`<small>${clippedText(reason, REASON_SHOWN)}</small>`}</td>
    <td class="number">${numberMarkup(n_events)}</td>
    <td>${latest === undefined ? '–' : html`${latest.kind} at row ${formatNumber(latest.row)}${latest.time !== undefined && html`<small>${formatTime(latest.time)}</small>`}`}</td>
  </tr>`;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ddm', 'DDM'],
  ['eddm', 'EDDM'],
  ['page_hinkley', 'Page–Hinkley'],
  ['adwin', 'ADWIN'],
  ['kswin', 'KSWIN'],
]);

/** What the field calls a detector; one it does not know keeps its own name. */
export function detectorWords(detector: string): string {
  return WORDS.get(detector) ?? detector;
}
