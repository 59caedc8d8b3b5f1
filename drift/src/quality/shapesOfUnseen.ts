import { type PreparedCategories, usableRows } from '@modelmonitor/tables';

/** Shapes of a beta distribution. */
export interface Shapes {
  readonly a: number;
  readonly b: number;
}

/**
 * What a reference tells about the share of categories it does not have: that of its rows whose category came once (Good and Turing), with the
 * variance (f₁ + 2 f₂) / m² of that estimate, where f₁ and f₂ categories came once and twice.
 *
 * @see Good, The Population Frequencies of Species and the Estimation of Population Parameters (1953), eq. 9; Robbins (1968)
 */
export function shapesOfUnseen(reference: PreparedCategories): Shapes {
  let [once, twice] = [0, 0];
  for (const count of reference.counts.values()) {
    if (count === 1) once++;
    if (count === 2) twice++;
  }
  const spread = 1 + (2 * twice) / (once + 1);
  return { a: (once + 1) / spread, b: (usableRows(reference) - once) / spread };
}
