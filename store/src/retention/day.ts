/** Length of a day in milliseconds. */
export const dayMilliseconds = 86_400_000;

/** A whole day of rows (UTC). */
export interface Day {
  /** `2026-11-29`. */
  readonly name: string;
  /** Its first millisecond, and that of the day after it, since 1970. */
  readonly from: number;
  readonly to: number;
}

/**
 * The day (UTC) that a time belongs to.
 *
 * @example
 * ```ts
 * dayOf(Date.UTC(2026, 10, 29, 23, 59)).name; // '2026-11-29'
 * ```
 */
export function dayOf(time: number): Day {
  const from = Math.floor(time / dayMilliseconds) * dayMilliseconds;
  return { name: new Date(from).toISOString().slice(0, -14), from, to: from + dayMilliseconds };
}

/**
 * The day of a name; undefined for any other text.
 *
 * @example
 * ```ts
 * dayNamed('2026-11-29')?.from; // 1795910400000
 * dayNamed('2026-11-31'); // undefined
 * ```
 */
export function dayNamed(name: string): Day | undefined {
  const time = /^([+-]\d\d)?\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(`${name}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) return undefined;
  const day = dayOf(time);
  return day.name === name ? day : undefined;
}
