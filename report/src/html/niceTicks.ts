/** Steps a reader can count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** How much finer than asked a step may be: a round number nearby beats the next coarser one. */
const TOLERANCE = 0.8;

/**
 * Round values inside a range, evenly spaced, for an axis. A range that cannot be divided gives its two ends.
 *
 * @param count about how many ticks
 * @example
 * niceTicks(11.03, 15.2, 4) // => [12, 13, 14, 15]
 */
export function niceTicks(minimum: number, maximum: number, count: number): number[] {
  const step = niceStep((maximum - minimum) / count);
  if (!Number.isFinite(step) || step <= 0) return minimum === maximum ? [minimum] : [minimum, maximum];
  const first = Math.ceil(minimum / step);
  const last = Math.floor(maximum / step + 1e-9);
  const digits = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(step))));
  // Rounded through text: 3 · 0.1 is 0.30000000000000004.
  const ticks = Array.from({ length: Math.max(0, Math.min(last - first, 2 * count) + 1) }, (_, index) => (first + index) * step);
  return ticks.length < 2 ? [minimum, maximum] : ticks.map((tick) => (Math.abs(tick) < 1e15 ? Number(tick.toFixed(digits)) : tick));
}

function niceStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((candidate) => candidate * magnitude >= rough * TOLERANCE);
  return (step ?? 10) * magnitude;
}
