/**
 * Decimals of a regression leaf's mean that are stored in the model file: to a hundred-thousandth of the target's standard deviation, far
 * below the precision of a forest, with half the bytes of a full double.
 *
 * @param target finite values
 * @returns decimals, from 0 to 100 (the limit of `toFixed`); 100 if all targets are equal
 */
export function leafDecimals(target: readonly number[]): number {
  const most = 100;
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const variance = target.reduce((sum, value) => sum + (value - mean) ** 2, 0) / target.length;
  if (!(variance > 0)) return most;
  return Math.min(most, Math.max(0, Math.ceil(5 - Math.log10(Math.sqrt(variance)))));
}
