import type { LeafGame } from './branchGame.ts';
import type { LeafPaths } from './leafPaths.ts';

/**
 * The game in which a feature outside of a coalition has its value from a background row, averaged over the background: interventional TreeSHAP
 * (Lundberg et al., From local explanations to global understanding, Nature Machine Intelligence 2020, algorithm 3).
 *
 * For one background row, a leaf can be reached only if each of its conditions is met by the row or by the background row. With n conditions met
 * by the row alone and m by the background row alone, it is reached by the coalitions that have all n and none of the m, so each of the n gets
 * (n−1)! m! / (n+m)! and each of the m gets −n! (m−1)! / (n+m)!. Time is O(leaves · depth · background rows) per row.
 *
 * @param background prepared rows, count × `width`
 */
export function rowGame(
  { starts, features, longest, isMet }: LeafPaths,
  { rows, count, width }: { rows: Float64Array; count: number; width: number },
): LeafGame {
  const weight = gameWeights(longest);
  const met = new Uint8Array(longest);
  const sides = new Int8Array(longest);
  return (leaf, row, effects) => {
    const start = starts[leaf] as number;
    const size = (starts[leaf + 1] as number) - start;
    effects.fill(0, 0, size);
    for (let place = 0; place < size; place++) met[place] = isMet(start + place, row[features[start + place] as number] as number) ? 1 : 0;
    for (let first = 0; first < count * width; first += width) {
      let [own, other] = [0, 0];
      let place = 0;
      for (; place < size; place++) {
        const byBackground = isMet(start + place, rows[first + (features[start + place] as number)] as number) ? 1 : 0;
        const byRow = met[place] as number;
        if (byRow + byBackground === 0) break;
        sides[place] = byRow - byBackground;
        own += byRow & ~byBackground;
        other += byBackground & ~byRow;
      }
      if (place < size || own + other === 0) continue;
      const gain = own === 0 ? 0 : weight(own - 1, other) / count;
      const loss = other === 0 ? 0 : weight(other - 1, own) / count;
      for (place = 0; place < size; place++) {
        const side = sides[place] as number;
        if (side !== 0) effects[place] = (effects[place] as number) + (side > 0 ? gain : -loss);
      }
    }
    return size > 0;
  };
}

/** a! b! / (a + b + 1)!, which is ∫ tᵃ (1 − t)ᵇ: from a table, as 1 / ((a + b + 1) · C(a + b, a)). */
function gameWeights(longest: number): (a: number, b: number) => number {
  const size = longest + 1;
  const table = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    table[a * size] = 1 / (a + 1);
    for (let b = 1; b < size; b++) table[a * size + b] = ((table[a * size + b - 1] as number) * b) / (a + b + 1);
  }
  return (a, b) => table[a * size + b] as number;
}
