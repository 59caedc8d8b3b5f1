/**
 * p-values adjusted by Holm's steps: the chance of any false alarm stays below the threshold they are compared with.
 *
 * @param pValues p-values from 0 to 1, in any order
 * @returns in the same order
 * @see Holm, A Simple Sequentially Rejective Multiple Test Procedure (1979)
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  const order = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  let largest = 0;
  for (const [rank, { pValue, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, pValue * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
