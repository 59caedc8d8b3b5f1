/**
 * Percents of the versions there are, once a new one takes its part: each gives in proportion, whole numbers by the largest remainder.
 *
 * @param percents what they take now, summing to 100
 * @param taken what the new version takes, 0 to 100
 * @returns as many whole numbers, summing to 100 − taken
 * @example
 * sharedTraffic([80, 20], 10) // => [72, 18]
 */
export function sharedTraffic(percents: readonly number[], taken: number): number[] {
  const exact = percents.map((percent) => (percent * (100 - taken)) / 100);
  const whole = exact.map(Math.floor);
  const missing = 100 - taken - whole.reduce((sum, percent) => sum + percent, 0);
  const remainder = (index: number) => (exact[index] ?? 0) - (whole[index] ?? 0);
  const byRemainder = [...whole.keys()].sort((left, right) => remainder(right) - remainder(left) || left - right);
  const raised = new Set(byRemainder.slice(0, missing));
  return whole.map((percent, index) => percent + (raised.has(index) ? 1 : 0));
}
