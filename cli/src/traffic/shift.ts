/** How the values of a column are shifted. */
export interface Shift {
  readonly amount: number;
  /** `sd`: sample standard deviations of the column; `percent`: of each value; `absolute`: the column's own unit. */
  readonly unit: 'sd' | 'percent' | 'absolute';
}

const SHIFT = /^([+-](?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)(sd|%)?$/i;

/**
 * Parses a shift: `+2sd`, `-10%`, `+3.5`.
 *
 * @throws RangeError if the text is not a shift
 */
export function shiftFrom(text: string): Shift {
  const [, amount, unit] = SHIFT.exec(text) ?? [];
  if (amount === undefined) throw new RangeError(`expected a shift with its sign, such as +2sd, -10% or +3.5, got ${JSON.stringify(text)}`);
  if (unit === undefined) return { amount: Number(amount), unit: 'absolute' };
  return { amount: Number(amount), unit: unit === '%' ? 'percent' : 'sd' };
}

/** Sample standard deviation (ddof 1) of the finite values; 0 for fewer than two. */
export function sampleDeviation(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return 0;
  const mean = finite.reduce((sum, value) => sum + value / finite.length, 0);
  return Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (finite.length - 1));
}

/** Shifts the values of a column. */
export function shiftValues(values: Float64Array, { amount, unit }: Shift): Float64Array {
  if (unit === 'percent') return values.map((value) => value * (1 + amount / 100));
  const step = unit === 'sd' ? amount * sampleDeviation(values) : amount;
  return values.map((value) => value + step);
}
