const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/**
 * A length of time as Prometheus writes it, largest unit first.
 *
 * @param milliseconds a whole number above zero
 * @example
 * durationText(5_400_000) // => '1h30m'
 */
export function durationText(milliseconds: number): string {
  let left = milliseconds;
  return units
    .map(([unit, length]) => {
      const amount = Math.floor(left / length);
      left -= amount * length;
      return amount === 0 ? '' : `${amount}${unit}`;
    })
    .join('');
}
