import type { Estimate } from '@modelmonitor/api';
import { type ErrorEstimate, type Interval, wilsonInterval } from '@modelmonitor/stats/performance';

/** Half the width of a 95 % interval in standard errors: Φ⁻¹(0.975). */
export const Z95 = 1.959963984540054;

/** A figure with 1.96 standard errors on both sides, cut to its range; without an interval where the error is not known. */
export function estimateAround({ value, standardError }: ErrorEstimate, most = Number.POSITIVE_INFINITY, least = 0): Estimate {
  if (!Number.isFinite(standardError)) return { value, lower: null, upper: null };
  return { value, lower: Math.max(least, value - Z95 * standardError), upper: Math.min(most, value + Z95 * standardError) };
}

/** A share of rows, with Wilson's interval. */
export function estimateOfShare(successes: number, rows: number): Estimate {
  return { value: successes / rows, ...wilsonInterval(successes, rows, Z95) };
}

/** A figure from 0 to 1 with its own interval; one without a width becomes that of a share of so many rows. */
export function estimateWithin(value: number, { lower, upper }: Interval, rows: number): Estimate {
  if (lower !== upper) return { value, lower, upper };
  return { value, ...wilsonInterval(Math.min(1, Math.max(0, value)) * rows, rows, Z95) };
}

/** Only figures that are numbers. */
export function finiteFigures(entries: readonly (readonly [name: string, figure: Estimate | undefined])[]): ReadonlyMap<string, Estimate> {
  return new Map(entries.flatMap(([name, figure]) => (figure !== undefined && Number.isFinite(figure.value) ? [[name, figure]] : [])));
}
