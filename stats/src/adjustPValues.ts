/** How p-values of many tests are corrected: not at all, for any false alarm, or for the share of false alarms. */
export type PValueCorrection = 'none' | 'bonferroni' | 'benjaminiHochberg';

/**
 * p-values adjusted for testing many columns at once; compare them with the threshold of a single test.
 *
 * - bonferroni: min(1, m · p) bounds the chance of any false alarm
 * - benjaminiHochberg: min over larger ranks j of m · p₍ⱼ₎ / j bounds the expected share of false alarms among alarms
 *
 * @param pValues p-values from 0 to 1, in any order
 * @param correction which adjustment
 * @returns a new array in the same order; empty for no p-values
 * @throws RangeError when a p-value is NaN or outside 0 to 1
 * @see Benjamini & Hochberg, Controlling the False Discovery Rate (1995)
 * @example
 * adjustPValues([0.01, 0.04, 0.03], 'bonferroni') // => [0.03, 0.12, 0.09]
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: PValueCorrection): Float64Array {
  const values = Float64Array.from(pValues);
  const wrong = values.findIndex((pValue) => !(pValue >= 0 && pValue <= 1));
  if (wrong >= 0) throw new RangeError(`adjustment needs p-values from 0 to 1, got ${values[wrong]} at index ${wrong}`);
  if (correction === 'none') return values;
  if (correction === 'bonferroni') return values.map((pValue) => Math.min(1, pValue * values.length));
  return benjaminiHochberg(values);
}

function benjaminiHochberg(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number));
  const adjusted = new Float64Array(values.length);
  let smallest = 1;
  for (const [position, index] of order.entries()) {
    const rank = values.length - position;
    smallest = Math.min(smallest, (values[index] as number) * (values.length / rank));
    adjusted[index] = smallest;
  }
  return adjusted;
}
