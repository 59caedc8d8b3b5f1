import type { CompiledTrees } from './compiledTrees.ts';

/** float32(1e-35): what LightGBM treats as 0. */
const tiny = 1.0000000180025095e-35;

/** Rows as the splits compare them. */
type RowPreparer = (rows: Float64Array, count: number) => Float64Array;

/**
 * Rounds inputs to float32 and tiny ones to 0 where the trees say so.
 *
 * @returns a function that gives the rows themselves where nothing has to change
 * @throws RangeError from that function, when `rows` does not hold exactly `count` rows
 */
export function rowPreparer({ featureCount, inputs, tinyIsZero }: CompiledTrees): RowPreparer {
  const isTiny = (value: number): boolean => value !== 0 && Math.abs(value) <= tiny;
  return (rows, count) => {
    if (rows.length !== count * featureCount) {
      throw new RangeError(`${count} rows of ${featureCount} features take ${count * featureCount} numbers, got ${rows.length}`);
    }
    const rounded = inputs === 'float32' ? rows.map(Math.fround) : rows;
    return tinyIsZero && rounded.some(isTiny) ? rounded.map((value) => (isTiny(value) ? 0 : value)) : rounded;
  };
}
