import type { DriftMethod, Report } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { type Column, type Table, tableDataSet } from '@modelmonitor/tables';
import type { CountSource, SourceColumn } from '@modelmonitor/tables/counted';
import { checkDrift } from '../checkDrift.ts';
import { settings } from '../testCheck.ts';
import { countCurrent } from './countCurrent.ts';

/** Data of both sides, and methods besides those that are chosen for it. */
export interface CountCase {
  readonly name: string;
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Methods that counts suffice for. */
export const countedMethods = ['auto', 'ks', 'wasserstein', 'psi', 'jensenshannon', 'kl_div', 't_test'] as const;

const random = randomFromSeed(7);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const numbers = (rows: number, of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));

/** Traps of counting: ties, one value, missing and infinite values, the largest doubles, whole numbers that doubles cannot hold, rounding. */
export const countCases: readonly CountCase[] = [
  { name: 'no shift', reference: numbers(2000, normal), current: numbers(30_000, normal) },
  { name: 'a shift', reference: numbers(2000, normal), current: numbers(5000, () => normal() + 0.3) },
  { name: 'few rows of reference', reference: numbers(10, normal), current: numbers(3000, normal) },
  { name: 'far apart', reference: numbers(1500, normal), current: numbers(2000, () => 1e9 + normal()) },
  {
    name: 'large values close together',
    reference: numbers(1500, () => 1e9 + normal()),
    current: numbers(2000, () => 1e9 + 0.1 + normal()),
  },
  {
    name: 'ties everywhere',
    reference: numbers(3000, () => Math.floor(random() * 40)),
    current: numbers(9000, () => Math.floor(random() * 40)),
  },
  {
    name: 'shifted whole numbers',
    reference: numbers(3000, () => Math.floor(random() * 500)),
    current: numbers(9000, () => Math.floor(random() * 500) + 9),
  },
  {
    name: 'rounded values',
    reference: numbers(3000, () => Math.round(normal() * 100) / 100),
    current: numbers(9000, () => Math.round(normal() * 1000) / 1000),
  },
  {
    name: 'few values in the reference',
    reference: numbers(2000, () => Math.floor(random() * 4)),
    current: numbers(5000, () => Math.floor(random() * 6)),
  },
  {
    name: 'ten values against many',
    reference: numbers(2000, () => Math.floor(random() * 10)),
    current: numbers(5000, () => Math.floor(random() * 900)),
  },
  { name: 'one value on both sides', reference: numbers(1200, () => 3), current: numbers(1300, () => 3) },
  { name: 'one value in the current data', reference: numbers(1200, normal), current: numbers(1300, () => 0.25) },
  { name: 'one value in the reference', reference: numbers(1200, () => 3), current: numbers(1300, normal) },
  {
    name: 'missing and infinite values',
    reference: numbers(1500, () => (random() < 0.1 ? Number.NaN : normal())),
    current: numbers(4000, (row) =>
      row % 7 === 0 ? Number.NaN : row % 11 === 0 ? (row % 2 === 0 ? 1 : -1) * Number.POSITIVE_INFINITY : normal(),
    ),
  },
  { name: 'only missing values', reference: numbers(1500, normal), current: numbers(500, () => Number.NaN) },
  { name: 'no rows', reference: numbers(1500, normal), current: numbers(0, normal) },
  {
    name: 'the largest doubles',
    reference: numbers(1500, normal),
    current: numbers(900, (row) => (row % 3 === 0 ? 1e308 : row % 3 === 1 ? -1e308 : normal())),
  },
  { name: 'values near zero', reference: numbers(1500, () => normal() * 1e-300), current: numbers(900, () => normal() * 1e-300 + 1e-301) },
  {
    name: 'whole numbers beyond 2^53',
    reference: numbers(1500, () => 2 ** 53 + Math.floor(random() * 1e6) * 2),
    current: numbers(4000, () => 2 ** 53 + Math.floor(random() * 1.1e6) * 2),
  },
  {
    name: 'signed zeros',
    reference: numbers(1500, () => (random() < 0.5 ? 0 : normal())),
    current: numbers(1500, () => (random() < 0.5 ? -0 : normal())),
  },
];

/** Reports of the same column by rows in memory and by counts, for each method. */
export async function bothReports(
  { reference, current }: CountCase,
  open: (table: Table) => Promise<CountSource>,
  methods: readonly (DriftMethod | 'auto')[] = countedMethods,
) {
  const column = (name: string, values: Float64Array): Column => ({ name, type: 'numeric', values });
  const tableOf = (values: Float64Array): Table => ({ rows: values.length, columns: methods.map((method) => column(method, values)) });
  const chosen = { ...settings, minRows: 1, methods: { features: Object.fromEntries(methods.map((method) => [method, { method }])) } };
  const before = tableDataSet(tableOf(reference));
  const source = await open(tableOf(current));
  const context = { run: '', timestamp: '', monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };
  const input = { reference: before, settings: chosen, quality: true, context };
  return {
    memory: checkDrift({ ...input, current: tableDataSet(tableOf(current)) }),
    counted: checkDrift({ ...input, current: await countCurrent({ source, reference: before, names: methods, settings: chosen }) }),
  };
}

export function sourceColumns({ columns }: Table): SourceColumn[] {
  return columns.map(({ name, type }) => ({ name, type }));
}

/** What both reports say of each column, rounded as far as they have to agree. */
export function comparable({ features, quality }: Report) {
  return {
    features: Object.fromEntries(
      Object.entries(features).map(([name, { missing_over_time: _, reference: __, ...column }]) => [name, column]),
    ),
    // The most common of all values, and rows that repeat, take more than counts.
    quality: quality?.tests.filter(
      ({ test }) => !['most_common_share', 'constant_column', 'duplicate_rows', 'duplicate_column'].includes(test),
    ),
  };
}

/** Throws where two reports differ by more than 1e-12, or 1e-9 for the Wasserstein distance and what is computed from sums. */
export function expectSame(memory: unknown, counted: unknown, path = ''): void {
  if (typeof memory === 'number' && typeof counted === 'number') {
    const isExact = /\/(ks|psi|jensenshannon|kl_div)\/(score|statistic|p_value)$/.test(path);
    const tolerance = (isExact ? 1e-12 : 1e-9) * Math.max(1, Math.abs(memory));
    if (!(Math.abs(memory - counted) <= tolerance)) throw new Error(`${path}: expected ${memory}, got ${counted}`);
  } else if (typeof memory === 'object' && memory !== null && typeof counted === 'object' && counted !== null) {
    for (const key of new Set([...Object.keys(memory), ...Object.keys(counted)]))
      expectSame((memory as Record<string, unknown>)[key], (counted as Record<string, unknown>)[key], `${path}/${key}`);
  } else if (memory !== counted) throw new Error(`${path}: expected ${JSON.stringify(memory)}, got ${JSON.stringify(counted)}`);
}
