/**
 * How many decimals of a regression leaf's mean are worth a place in the model file: a hundred-thousandth of the target's
 * standard deviation, far below what a forest can predict, at half the bytes of a full double.
 *
 * @param target finite values
 * @returns decimals, from 0 to 100, the most `toFixed` takes; 100 when all targets are equal
 */
export function leafDecimals(target: readonly number[]): number {
  const most = 100;
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const variance = target.reduce((sum, value) => sum + (value - mean) ** 2, 0) / target.length;
  if (!(variance > 0)) return most;
  return Math.min(most, Math.max(0, Math.ceil(5 - Math.log10(Math.sqrt(variance)))));
}
