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
