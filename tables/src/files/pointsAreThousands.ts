import type { NumberNotation } from '../values/notation.ts';
import { type FileColumn, isMissingValue, mayHoldText } from './cellValue.ts';
import type { ColumnNumbers } from './columnNumbers.ts';
import { countFirstTexts, type FileQuery } from './fileQueries.ts';

/** Numbers with decimal comma and thousands separated by points, as in 1.234,5. */
export const thousandsByPoints: NumberNotation = { decimal: ',', thousands: '.', unit: '', anyMinus: true };

/**
 * Columns whose points separate thousands, in a file that has decimal commas: 12.345 and 780 are 12,345 and 780 there, although programs
 * read them as numbers. Every point has exactly three digits behind it and no more than three before it.
 *
 * @param numbers columns whose every value is a number as programs write it
 */
export async function pointsAreThousands(query: FileQuery, numbers: readonly ColumnNumbers[]): Promise<FileColumn[]> {
  const columns = numbers.flatMap(({ column, values }) => (mayHoldText(column) && mayBeThousands(values) ? [column] : []));
  const counts = await countFirstTexts(query, columns);
  return columns.filter((column, index) => {
    const texts = [...(counts[index]?.keys() ?? [])].filter((text) => !isMissingValue(column, text));
    return texts.every((text) => /^-?(0|[1-9]\d{0,2}(\.\d{3})?)$/.test(text)) && texts.some((text) => text.includes('.'));
  });
}

function mayBeThousands(values: Float64Array): boolean {
  const finite = values.filter(Number.isFinite);
  const thousandths = finite.map((value) => value * 1000);
  return finite.every((value) => Math.abs(value) < 1000) && thousandths.every((value) => Math.abs(value - Math.round(value)) < 1e-6);
}
