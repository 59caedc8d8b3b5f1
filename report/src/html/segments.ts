import type { Report, SegmentReport } from '@modelmonitor/api';
import { clippedText, formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './nameMarkup.ts';
import { numberMarkup } from './numberMarkup.ts';
import { reportSection } from './reportSection.ts';
import { scrollBox } from './scrollBox.ts';
import { verdictMark } from './verdictMark.ts';

/** Drifted features of a segment that are listed. */
const MOST_FEATURES = 5;

const CAPTION = 'Segments, each compared with the same part of the reference';

/** A table of the segments; undefined where none were requested. */
export function segmentSection({ segments = [] }: Report): Markup | undefined {
  if (segments.length === 0) return undefined;
  return reportSection(
    { id: 'segments', heading: 'Segments' },
    scrollBox(
      CAPTION,
      html`<table class="plain">
      <caption>${CAPTION}</caption>
      <thead><tr>
        <th scope="col">Segment</th>
        <th scope="col" class="number">Current rows</th>
        <th scope="col" class="number">Features drifted</th>
        <th scope="col">Drifted features</th>
        <th scope="col">Verdict</th>
      </tr></thead>
      <tbody>${segments.map(row)}</tbody>
    </table>`,
    ),
  );
}

/** How many segments drifted, for the list of sections. */
export function segmentNote(segments: readonly SegmentReport[]): string {
  const drifted = segments.filter(({ verdict }) => verdict === 'drifted').length;
  return `${drifted} of ${segments.length} drifted`;
}

function row(segment: SegmentReport): Markup {
  const { name, rows, share_drifted_features: share, n_drifted_features: drifted, n_features: features, verdict, reason } = segment;
  return html`<tr>
    <th scope="row">${nameMarkup(name, 60)}</th>
    <td class="number">${numberMarkup(rows.current)}<small>${formatNumber(rows.reference)} of the reference</small></td>
    <td class="number">${share === null ? '–' : formatPercent(share)}<small>${drifted} of ${features}</small></td>
    <td>${namesOfDrifted(segment)}</td>
    <td>${verdictMark(verdict)}${reason !== undefined && html`<small>${clippedText(reason)}</small>`}</td>
  </tr>`;
}

function namesOfDrifted({ features }: SegmentReport): Markup {
  const names = Object.entries(features).flatMap(([name, { drifted }]) => (drifted === true ? [name] : []));
  if (names.length === 0) return html`–`;
  const rest = names.length - MOST_FEATURES;
  return html`${names.slice(0, MOST_FEATURES).map((name, index) => html`${index > 0 && ', '}${nameMarkup(name, 40)}`)}${rest > 0 && ` and ${rest} more`}`;
}
