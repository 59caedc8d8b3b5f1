/**
 * Traffic of existing versions after a new one gets its share: reduced in proportion, rounded by the largest remainder.
 *
 * @param percents current percentages, summing to 100
 * @param taken percentage of the new version, 0 to 100
 * @returns one whole number per version, summing to 100 − taken
 * @example
 * remainingTraffic([80, 20], 10) // => [72, 18]
 */
export function remainingTraffic(percents: readonly number[], taken: number): number[] {
  const exact = percents.map((percent) => (percent * (100 - taken)) / 100);
  const whole = exact.map(Math.floor);
  const missing = 100 - taken - whole.reduce((sum, percent) => sum + percent, 0);
  const remainder = (index: number) => (exact[index] ?? 0) - (whole[index] ?? 0);
  const byRemainder = [...whole.keys()].sort((left, right) => remainder(right) - remainder(left) || left - right);
  const raised = new Set(byRemainder.slice(0, missing));
  return whole.map((percent, index) => percent + (raised.has(index) ? 1 : 0));
}
