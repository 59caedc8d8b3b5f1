import type { CompiledTrees } from './compiledTrees.ts';

/** float32(1e-35): what LightGBM treats as 0. */
const tiny = 1.0000000180025095e-35;

/**
 * Rows as the splits compare them: rounded to float32, tiny ones as 0, where the trees say so.
 *
 * @param from the first cell of `rows`
 * @param target takes the cells that fit
 * @returns whether one of them may be missing: false for finite numbers alone
 */
export function prepareRows(
  { inputs, tinyIsZero }: Pick<CompiledTrees, 'inputs' | 'tinyIsZero'>,
  { rows, from }: { rows: Float64Array; from: number },
  target: Float64Array,
): boolean {
  const size = Math.min(target.length, rows.length - from);
  const isSingle = inputs === 'float32';
  // NaN and infinities times 0 are NaN, and so is every sum after them: no branch per cell.
  let zero = 0;
  for (let cell = 0; cell < size; cell++) {
    const value = rows[from + cell] as number;
    const rounded = isSingle ? Math.fround(value) : value;
    target[cell] = tinyIsZero && rounded >= -tiny && rounded <= tiny ? 0 : rounded;
    zero += rounded * 0;
  }
  return zero !== 0;
}
