import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DriftMethod, type Report, runName } from '@modelmonitor/api';
import { chiSquareTest, jensenShannonDistance, ksTwoSample, wassersteinDistance } from '@modelmonitor/stats';
import { type CheckSettings, checkDrift } from './checkDrift.ts';
import { readTable } from './table/readTable.ts';
import type { Column, Table } from './table/table.ts';

// Published and executed answers of Evidently and scipy; each case names its source.
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const cases: Case[] = JSON.parse(readFileSync(fixture('drift-cases.json'), 'utf8'));

/** Methods the cases know and this room does not offer: the case's test, and why. */
const NOT_YET: Readonly<Record<string, string>> = {
  TVD: 'a permutation test; its p-value depends on numpy’s generator',
  adwin: 'a detector of concept drift in a stream of errors, not a comparison of columns',
  anderson: 'not offered: ks covers numeric columns',
  cramer_von_mises: 'not offered: ks covers numeric columns',
  cramers_v_bias_corrected: 'not offered: chisquare and jensenshannon cover categorical columns',
  cvm_2samp_exact_pvalue: 'not offered: ks covers numeric columns',
  ece_bin_edges: 'calibration, not drift',
  ed: 'not offered: wasserstein is the distance of numeric columns',
  eddm: 'a detector of concept drift in a stream of errors, not a comparison of columns',
  emd_range_scaled: 'not offered: wasserstein is scaled by the deviation, not by the range',
  empirical_mmd: 'not offered: quadratic in the rows',
  energy_distance: 'not offered: wasserstein is the distance of numeric columns',
  epps_singleton_2samp: 'not offered: ks covers numeric columns',
  es: 'not offered: ks covers numeric columns',
  fisher_exact: 'not offered: z covers two categories',
  g_test: 'not offered: chisquare covers categories',
  hellinger: 'not offered: jensenshannon is the bounded distance',
  hellinger_doane: 'not offered: jensenshannon is the bounded distance',
  jensen_shannon_base2_categorical: 'another base and another pooling of unseen categories (NannyML)',
  jensen_shannon_base2_doane: 'another base and other bins (NannyML)',
  kl_div: 'not offered: psi is its symmetric form',
  ks_statistic: 'the statistic as the score (NannyML, deepchecks); ours is the p-value',
  l_infinity: 'not offered (NannyML)',
  mannw: 'not offered: one-sided in Evidently, it misses half of all shifts',
  mmd_sigma_median: 'not offered: quadratic in the rows',
  psi_chi_square_threshold: 'thresholds of psi from the sample size (Scouter) are not offered',
  psi_normal_threshold: 'thresholds of psi from the sample size (Scouter) are not offered',
  std_threshold: 'thresholds from reference chunks (NannyML) are not offered',
  t_test: 'not offered: it sees means only',
  wasserstein_binned_10000: 'binned for large samples (NannyML); ours is exact',
};

interface Case {
  readonly id: string;
  readonly test: string;
  readonly reference: unknown;
  readonly current: unknown;
  readonly params: {
    readonly column_type?: 'num' | 'cat';
    readonly threshold?: number;
    readonly drift_share?: number;
    readonly base?: number;
  };
  readonly expected: Record<string, unknown>;
  readonly executed?: Record<string, unknown>;
  readonly tolerance: { readonly rel?: number; readonly abs?: number };
}

type Value = string | number | null;

function values(data: unknown): Value[] {
  if (Array.isArray(data)) return data.map((value: Value) => (value === 'Infinity' ? Number.POSITIVE_INFINITY : value));
  const { values: distinct, counts, generator } = data as { values?: Value[]; counts?: number[]; generator?: string };
  if (distinct !== undefined) return distinct.flatMap((value, index) => new Array<Value>(counts?.[index] ?? 0).fill(value));
  const [, modulus, last] = /^i % (\d+) for i in 0\.\.(\d+)$/.exec(generator ?? '') ?? [];
  return Array.from({ length: Number(last) + 1 }, (_, index) => index % Number(modulus));
}

const numbers = (data: unknown) => Float64Array.from(values(data), (value) => (value === null ? Number.NaN : Number(value))).sort();

function column(name: string, type: 'num' | 'cat' | undefined, data: unknown): Column {
  return type === 'num'
    ? { name, type: 'numeric', values: Float64Array.from(values(data), (value) => (value === null ? Number.NaN : Number(value))) }
    : { name, type: 'categorical', values: values(data).map((value) => (value === null ? null : String(value))) };
}

function table(columns: Column[]): Table {
  return { rows: columns[0]?.values.length ?? 0, columns };
}

const settings: CheckSettings = { methods: {}, correction: 'none', share: 0.5, levels: [], minRows: 1 };

function check(reference: Table, current: Table, chosen: Partial<CheckSettings> = {}): Report {
  const time = new Date('2025-01-02T03:04:05.678Z');
  const context = {
    run: runName(time),
    timestamp: time.toISOString(),
    monitor: null,
    model: null,
    referenceHash: '',
    from: null,
    to: null,
  };
  return checkDrift({ reference, current, settings: { ...settings, ...chosen }, context: { ...context, warnings: [] } });
}

function checkColumn({ reference, current, params }: Case, method: DriftMethod | 'auto') {
  const methods = { features: { x: { method, ...(params.threshold === undefined ? {} : { threshold: params.threshold }) } } };
  const sides = [reference, current].map((data) => table([column('x', params.column_type, data)])) as [Table, Table];
  const found = check(...sides, { methods }).features['x'];
  if (found === undefined) throw new Error('the column has a report');
  return found;
}

function expectNear(actual: unknown, wanted: unknown, { rel = 0, abs = 0 }: Case['tolerance']): void {
  const margin = Math.max(abs, rel * Math.abs(Number(wanted)));
  expect(Math.abs(Number(actual) - Number(wanted))).toBeLessThanOrEqual(margin);
}

const precise = { rel: 1e-9, abs: 1e-12 };

function scoreAsExpected(method: DriftMethod): (it: Case) => void {
  return (it) => {
    const found = checkColumn(it, method);
    expectNear(found.score, it.expected['score'], it.tolerance);
    if (it.executed !== undefined) expectNear(found.score, it.executed['score'], precise);
    expect(found.drifted).toBe(it.expected['drifted']);
  };
}

const displayed: Readonly<Record<string, DriftMethod>> = { 'K-S p_value': 'ks', 'chi-square p_value': 'chisquare' };

const runners: Readonly<Record<string, (it: Case) => void | Promise<void>>> = {
  ks: scoreAsExpected('ks'),
  wasserstein: scoreAsExpected('wasserstein'),
  psi: scoreAsExpected('psi'),
  chisquare: scoreAsExpected('chisquare'),
  z: scoreAsExpected('z'),
  jensenshannon: (it) => {
    if (it.params.column_type !== undefined) return scoreAsExpected('jensenshannon')(it);
    const nats = jensenShannonDistance(it.reference as number[], it.current as number[]);
    expectNear(typeof it.params.base === 'number' ? nats / Math.sqrt(Math.log(it.params.base)) : nats, it.executed?.['score'], precise);
  },
  ks_2samp: ({ reference, current, executed, expected }) => {
    const { statistic, pValue } = ksTwoSample(numbers(reference), numbers(current));
    expectNear(statistic, (executed ?? expected)['statistic'], precise);
    expectNear(pValue, (executed ?? expected)['pvalue'], precise);
  },
  wasserstein_distance: ({ reference, current, expected, tolerance }) =>
    expectNear(wassersteinDistance(numbers(reference), numbers(current)), expected['score'], tolerance),
  power_divergence_statistic: ({ reference, current, expected }) =>
    expectNear(chiSquareTest(current as number[], reference as number[]).statistic, expected['chi2'], precise),
  default_test_selection: (it) => {
    const { method, threshold } = checkColumn({ ...it, params: { column_type: it.params.column_type ?? 'num' } }, 'auto');
    expect({ method, threshold }).toEqual({ method: it.expected['stattest'], threshold: it.expected['threshold'] });
  },
  dataset_drift: ({ reference, current, params, expected, tolerance }) => {
    const sides = [reference, current].map((data) =>
      table(Object.entries(data as Record<string, unknown>).map(([name, column_]) => column(name, 'cat', column_))),
    ) as [Table, Table];
    const threshold = params.threshold ?? 0.05;
    const report = check(...sides, { share: params.drift_share ?? 0.5, methods: { categorical: { method: 'auto', threshold } } });
    expect(report.dataset_drift).toBe(expected['dataset_drift']);
    expect(report.n_features).toBe(expected['number_of_columns']);
    expect(report.n_drifted_features).toBe(expected['number_of_drifted_columns']);
    expectNear(report.share_drifted_features, expected['share_of_drifted_columns'], tolerance);
  },
  dataset_missing_count: ({ current, expected }) => {
    const side = table([column('a', 'num', (current as { a: Value[] }).a)]);
    expect(check(side, side).features['a']?.missing.current).toEqual({ ...expected, infinite: 0 });
  },
  data_drift_preset: async ({ expected }) => {
    const iris = await readTable(fixture('iris.csv'));
    // Evidently's README: rows 0 to 59 are current, the rest is the reference.
    const report = check(rowsOf(iris, 60, 150), rowsOf(iris, 0, 60));
    const columns = expected['columns'] as Record<string, { method: string; threshold: number; score: number; drifted: boolean }>;
    for (const [name, wanted] of Object.entries(columns)) {
      const found = report.features[name];
      expect(found).toMatchObject({ method: displayed[wanted.method], threshold: wanted.threshold, drifted: wanted.drifted });
      expectNear(found?.score, wanted.score, { rel: 1e-7, abs: 0 });
    }
    expect([report.n_drifted_features, report.share_drifted_features]).toEqual([expected['drifted_count'], expected['drifted_share']]);
  },
};

function rowsOf({ columns }: Table, from: number, to: number): Table {
  const cut = columns.map(
    (whole): Column =>
      whole.type === 'numeric' ? { ...whole, values: whole.values.slice(from, to) } : { ...whole, values: whole.values.slice(from, to) },
  );
  return { rows: to - from, columns: cut };
}

const applicable = cases.filter(({ test: method }) => runners[method] !== undefined);

test.each(applicable)('$id ($test) gives the published answer', async (it) => {
  await runners[it.test]?.(it);
});

test('every other case is of a method that is listed as not offered, and no listed method is offered', () => {
  const others = cases.filter(({ test: method }) => runners[method] === undefined).map(({ test: method }) => method);
  expect([...new Set(others)].sort()).toEqual(Object.keys(NOT_YET).sort());
});
