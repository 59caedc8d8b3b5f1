/** A case of `fixtures/drift-cases.json`: data, and the answer a library published or gave. */
export interface ConformanceCase {
  readonly id: string;
  readonly test: string;
  readonly reference: unknown;
  readonly current: unknown;
  readonly params: CaseParameters;
  readonly expected: Record<string, unknown>;
  readonly executed?: Record<string, unknown>;
  readonly tolerance: Tolerance & { readonly statistic_abs?: number; readonly pvalue_abs?: number };
  readonly note?: string;
}

interface CaseParameters extends Readonly<Record<string, unknown>> {
  readonly column_type?: 'num' | 'cat';
  readonly threshold?: number;
  readonly drift_share?: number;
  readonly base?: number;
}

interface Tolerance {
  readonly rel?: number;
  readonly abs?: number;
}

export type CaseValue = string | number | null;

/** For what a library gave in full precision. */
export const precise = { rel: 1e-9, abs: 1e-12 };

/** The data of a side: a list, each value so many times, the digits of a stream, or a recipe. */
export function valuesOf(data: unknown): CaseValue[] {
  if (Array.isArray(data)) return data.map((value: CaseValue) => infinityOf(value) ?? value);
  const { values, counts, digits, generator } = data as { values?: CaseValue[]; counts?: number[]; digits?: string; generator?: string };
  if (values !== undefined) return values.flatMap((value, index) => new Array<CaseValue>(counts?.[index] ?? 0).fill(value));
  if (digits !== undefined) return Array.from(digits, Number);
  const [, modulus, last] = /^i % (\d+) for i in 0\.\.(\d+)$/.exec(generator ?? '') ?? [];
  return Array.from({ length: Number(last) + 1 }, (_, index) => index % Number(modulus));
}

/** The numbers of a side in ascending order. */
export function sortedOf(data: unknown): Float64Array {
  return Float64Array.from(valuesOf(data), (value) => (value === null ? Number.NaN : Number(value))).sort();
}

/** Rows per category of both sides, null as a category too, in the order they come. */
export function countsOf(reference: readonly CaseValue[], current: readonly CaseValue[]): { reference: number[]; current: number[] } {
  const categories = [...new Set([...reference, ...current])];
  const counted = (side: readonly CaseValue[]) => categories.map((category) => side.filter((value) => value === category).length);
  return { reference: counted(reference), current: counted(current) };
}

/** Fails unless both are as near as the case wants. */
export function expectNear(actual: unknown, expected: unknown, { rel = 0, abs = 0 }: Tolerance): void {
  const margin = Math.max(abs, rel * Math.abs(Number(expected)));
  expect(Math.abs(Number(actual) - Number(expected))).toBeLessThanOrEqual(margin);
}

function infinityOf(value: CaseValue): number | undefined {
  return { Infinity: Number.POSITIVE_INFINITY, '-Infinity': Number.NEGATIVE_INFINITY }[String(value)];
}
