import type { Estimate } from '@modelmonitor/api';
import { type ErrorEstimate, type Interval, wilsonInterval } from '@modelmonitor/stats/performance';

/** A measured figure, or why there is none. */
export type Figure = Estimate | { readonly missing: string };

export type Figures = ReadonlyMap<string, Figure>;

/** Half the width of a 95 % interval in standard errors: Φ⁻¹(0.975). */
export const Z95 = 1.959963984540054;

/** Ends that a figure cannot pass. */
export interface Range {
  readonly least?: number;
  readonly most?: number;
}

export function isMissing(figure: Figure): figure is { readonly missing: string } {
  return 'missing' in figure;
}

/** A figure with its own interval. */
export function figureWithin(value: number, { lower, upper }: Interval): Figure {
  if (!Number.isFinite(value)) return { missing: 'the numbers are too large to measure' };
  return { value, lower: finiteOrNull(lower), upper: finiteOrNull(upper) };
}

/** A figure with the interval of 1.96 standard errors on both sides, cut to its range. */
export function figureAround({ value, standardError }: ErrorEstimate, { least, most }: Range = {}): Figure {
  const half = Z95 * standardError;
  return figureWithin(value, {
    lower: Math.max(least ?? Number.NEGATIVE_INFINITY, value - half),
    upper: Math.min(most ?? Number.POSITIVE_INFINITY, value + half),
  });
}

/** A share of rows, with Wilson's interval. */
export function shareFigure(successes: number, rows: number): Figure {
  return figureWithin(
    rows === 0 ? 0 : successes / rows,
    rows === 0 ? { lower: Number.NaN, upper: Number.NaN } : wilsonInterval(successes, rows, Z95),
  );
}

/** A figure from 0 to 1 whose interval has no width because no row spoke against it: then that of a share of so many rows. */
export function widenFigure(figure: Figure, rows: number): Figure {
  if (isMissing(figure) || figure.lower !== figure.upper || figure.lower === null) return figure;
  return figureWithin(figure.value, wilsonInterval(Math.min(1, Math.max(0, figure.value)) * rows, rows, Z95));
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
