import { ownValue } from '@modelmonitor/api/plain';
import type { RowContract } from '@modelmonitor/store';
import type { DescribedRow, RowValue } from './describeRow.ts';

/** The header of rows as CSV. */
export function csvHeader({ features, classes }: RowContract): string {
  const names = [
    ...features.map(({ name }) => name),
    'prediction',
    ...classes.map((name) => `probability_${name}`),
    'actual',
    'labelled_at',
  ];
  return `${['id', 'time', 'version', ...names].map(field).join(',')}\n`;
}

/** A row as a line of CSV. */
export function csvLine({ features, classes }: RowContract, row: DescribedRow): string {
  const { id, time, version, prediction, probabilities = {}, actual, labelledAt } = row;
  const cells = [...features.map(({ name }) => ownValue(row.features, name) ?? null), prediction];
  return `${[id, time, version, ...cells, ...classes.map((name) => ownValue(probabilities, name) ?? null), actual, labelledAt].map(field).join(',')}\n`;
}

/**
 * A field of CSV. Texts that a spreadsheet would execute as a formula, such as an id `=1+2` that a caller chose, get an apostrophe in front;
 * numbers are written as they are.
 */
function field(value: RowValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
