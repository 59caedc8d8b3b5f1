/** @param width features of a row @throws RangeError when `rows` does not hold exactly `count` rows */
export function checkRows(rows: Float64Array, count: number, width: number): void {
  if (rows.length === count * width) return;
  throw new RangeError(`${count} rows of ${width} features take ${count * width} numbers, got ${rows.length}`);
}
