import { isTimeName } from '@modelmonitor/tables/values';

/** customer_id, uuid, row-no; not humid. */
const identifierName = /(^|[_ .-])(id|uuid|guid|nr|no|idx|index)$/i;
/** PassengerId. */
const camelCaseName = /[a-z0-9](Id|ID)$/;
/** So many rows that ascend without a repetition are in the order of a number or a time. */
const manyRows = 1000;

/**
 * Whether numbers only count or name the rows: whole, all different, and either counted upwards from 0 or 1 in the order of the file (some
 * rows may be missing), or in a column that is called an id.
 *
 * @example
 * isRowNumber('x', [1, 2, 3]) // => true
 * isRowNumber('PassengerId', [17, 9, 4]) // => true
 * isRowNumber('year', [1990, 1991, 1992]) // => false
 */
export function isRowNumber(name: string, values: Float64Array | readonly number[]): boolean {
  const [first, last] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  if (values.length < 3 || !values.every(Number.isInteger)) return false;
  const ascends = values.every((value, row) => row === 0 || value > (values[row - 1] as number));
  if (ascends && (values.length >= manyRows || (first >= 0 && first <= 1 && last - first < 2 * values.length))) return true;
  return (identifierName.test(name) || camelCaseName.test(name)) && new Set(values).size === values.length;
}

/** year, obs_index; names that say time in other ways are known to the tables. */
const countingName = /(^|[^a-z])(years?|yr|jahr|année|index|idx)([^a-z]|$)/i;
/** Fewer rows may ascend by chance. */
const fewestCounted = 10;

/**
 * Whether numbers only say when a row was: in a column that is called a time, a year or an index, each larger than the one before, or
 * each smaller. New rows lie beyond all of them.
 */
export function onlyCountsTime(name: string, values: Float64Array): boolean {
  if (values.length < fewestCounted || !(isTimeName(name) || countingName.test(name))) return false;
  const direction = Math.sign((values[1] as number) - (values[0] as number));
  return direction !== 0 && values.every((value, row) => row === 0 || Math.sign(value - (values[row - 1] as number)) === direction);
}
