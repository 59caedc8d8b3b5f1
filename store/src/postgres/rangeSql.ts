import { sqlLiteral } from '@modelmonitor/databases';
import type { RowRange } from '../rowPage.ts';
import { sqlTime } from './timeParts.ts';

/** Rows as `p`. */
export const rowTable = 'modelmonitor_predictions p';

/** The order of rows: by time, of the same time as they were written. */
export const rowOrder = 'p.time, p.writer, p.batch, p.position';

/** The rows of a range, as a condition with constants: COPY takes no parameters. */
export function rangeSql(monitor: string, { from, to, version, labelled, every }: RowRange): string {
  return [
    `p.monitor = ${sqlLiteral(monitor)}`,
    ...(from === undefined ? [] : [`p.time >= '${sqlTime(from)}'`]),
    ...(to === undefined ? [] : [`p.time < '${sqlTime(to)}'`]),
    ...(version === undefined ? [] : [`p.version = ${sqlLiteral(version)}`]),
    ...(every === undefined ? [] : [`(p.batch + p.position) % ${every} = 0`]),
    ...(labelled === undefined ? [] : [`${labelled ? '' : 'not '}${hasLabel}`]),
  ].join(' and ');
}

/** Whether a row has a label. */
export const hasLabel = `(p.id <> '' and exists (select 1 from modelmonitor_labels l where l.monitor = p.monitor and l.id = p.id))`;
