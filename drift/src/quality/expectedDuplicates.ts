import type { Multiplicities } from './rowMultiplicities.ts';

/**
 * Rows that repeat another among `sample` rows drawn without replacement, expected (rarefaction):
 *
 *     D = s − Σ_c f_c (1 − C(N − c, s) / C(N, s))
 *
 * @param multiplicities number f_c of distinct rows that come c times
 * @param rows all rows, N
 * @param sample rows drawn, s, from 0 to N
 * @see Hurlbert, The Nonconcept of Species Diversity (1971), eq. 13
 * @example
 * expectedDuplicates(new Map([[2, 1]]), 2, 2) // => 1
 */
export function expectedDuplicates(multiplicities: Multiplicities, rows: number, sample: number): number {
  let distinct = 0;
  for (const [count, classes] of multiplicities) {
    let absent = 1;
    for (let index = 0; index < count && absent > 0; index++) absent *= Math.max(0, rows - sample - index) / (rows - index);
    distinct += classes * (1 - absent);
  }
  return sample - distinct;
}
