import type { CompiledForest } from '../forest/compileForest.ts';

/**
 * Background rows that reach each node of a forest: what path-dependent Shapley values weight a split's branches by.
 *
 * @param rows row-major, count × features; a missing value is NaN
 * @returns one count per node; a root has all rows, a node no row comes to has 0
 * @throws RangeError when `rows` does not hold exactly `count` rows
 */
export function coversOf(forest: CompiledForest, rows: Float64Array, count: number): Float64Array {
  const { roots, feature, value, right, missingLeft, featureCount } = forest;
  if (rows.length !== count * featureCount) {
    throw new RangeError(`${count} rows of ${featureCount} features take ${count * featureCount} numbers, got ${rows.length}`);
  }
  const covers = new Float64Array(feature.length);
  for (let inputs = 0; inputs < rows.length; inputs += featureCount) {
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree] as number;
      let split = feature[node] as number;
      while (split >= 0) {
        covers[node] = (covers[node] as number) + 1;
        const input = rows[inputs + split] as number;
        const left = input < (value[node] as number) || (Number.isNaN(input) && missingLeft[node] === 1);
        node = left ? node + 1 : (right[node] as number);
        split = feature[node] as number;
      }
      covers[node] = (covers[node] as number) + 1;
    }
  }
  return covers;
}
