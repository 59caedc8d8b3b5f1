import { type PreparedColumn, usableRows } from './prepareColumn.ts';

const FEWEST_TEXTS = 50;
const TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/;

/** Whether the values of a categorical column are mostly different, as text or identifiers are. */
export function looksLikeText(side: PreparedColumn): boolean {
  if (side.type === 'categorical' && side.uncounted?.texts !== undefined) return true;
  return side.type === 'categorical' && side.counts.size > FEWEST_TEXTS && side.counts.size > usableRows(side) / 2;
}

/** Whether every value of a categorical column is a date or a time as ISO 8601 writes it. */
export function looksLikeTime(side: PreparedColumn): boolean {
  return side.type === 'categorical' && side.counts.size > 0 && side.counts.keys().every((value) => TIME.test(value));
}
