import type { ModelMonitor, Report } from '@modelmonitor/api';
import type { Window } from '@modelmonitor/tables';
import type { CollectedRows } from './collectedRows.ts';
import { columnOfRole, isoTime, timeSpan } from './recentWindow.ts';

/** What a check looked at. */
export interface CurrentRows {
  readonly monitor: ModelMonitor;
  /** The rows in memory. */
  readonly window: Window;
  readonly rows: CollectedRows;
}

/** `current` of the report beside rows and times: where the rows are from, how many there are, and how many are missing and why. */
export function currentMembers({ monitor, window, rows }: CurrentRows): Partial<Report['current']> {
  const { counted, source, pods, seen, missing } = rows;
  const refused = counted?.refused ?? window.refused?.rows ?? 0;
  return {
    ...(refused === 0 ? {} : { refused }),
    source,
    ...(pods === undefined ? {} : { pods }),
    ...(seen === undefined ? {} : { seen }),
    sampled: monitor.spec.capture.sample,
    labelled: counted?.labelled ?? labelledRows(window),
    ...(counted === undefined ? {} : { sections_rows: window.rows }),
    ...(missing === undefined ? {} : { missing: [...missing] }),
  };
}

/** Times of the first and the last row in ISO 8601. */
export function currentSpan({ window, rows: { counted } }: CurrentRows): { from: string | null; to: string | null } {
  return counted === undefined ? timeSpan(window) : { from: isoTime(counted.from), to: isoTime(counted.to) };
}

/** What a reader should know of the rows. */
export function currentNotes({ window, rows: { counted, missing = [], warnings } }: CurrentRows): string[] {
  const refused = counted?.refused ?? window.refused?.rows ?? 0;
  const all = (counted?.rows ?? window.rows) + refused;
  const lost = missing.filter(({ rows }) => rows !== null && rows > 0);
  return [
    ...warnings,
    ...(refused === 0
      ? []
      : [
          `${refused} of the ${all} current rows were refused for a category that the model has not seen: they have no prediction, and count in features and data quality only`,
        ]),
    ...(counted === undefined
      ? []
      : [
          `columns${counted.part === undefined ? '' : ' and segments'} were compared by counts of all ${all} rows; prediction, target, performance, concept drift${counted.part === undefined ? ', contributions and segments' : ' and contributions'} are those of a sample of ${window.rows} rows`,
        ]),
    ...lost.map(
      ({ reason, rows }) =>
        `${rows} predictions are missing (${reason}), counted since the processes started that predicted in the time of the window`,
    ),
  ];
}

function labelledRows(window: Window): number {
  const labels = columnOfRole(window, 'actual');
  if (labels === undefined) return 0;
  if (labels.type === 'numeric') return labels.values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
  return labels.values.reduce((count, value) => count + Number(value !== null), 0);
}
