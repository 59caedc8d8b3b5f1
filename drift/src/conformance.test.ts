import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DriftMethod, numericMethods, type Report, runName } from '@modelmonitor/api';
import { jensenShannonDistance, mannWhitney } from '@modelmonitor/stats';
import { tableDataSet } from '../../tables/src/dataSet.ts';
import { readTable } from '../../tables/src/files/readTable.ts';
import type { Column, Table } from '../../tables/src/table.ts';
import { type CheckSettings, checkDrift } from './checkDrift.ts';
import { type CaseValue, type ConformanceCase, expectNear, precise, sortedOf, valuesOf } from './conformance/conformanceCase.ts';
import { statisticRunners } from './conformance/statisticRunners.ts';

// Published and executed answers of Evidently and scipy; each case names its source.
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const cases: ConformanceCase[] = JSON.parse(readFileSync(fixture('drift-cases.json'), 'utf8'));

/** Tests of the cases that nothing of this product answers, and why. */
const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  ece_bin_edges: 'the cuts of a calibration error, which is checked as a whole beside `expectedCalibrationError`',
};

/** Single cases in which this product differs on purpose, and what is checked in their place; docs/differences.md says more. */
const DIFFERENT: Readonly<Record<string, (it: ConformanceCase) => void>> = {
  // Evidently refuses null; here missing values are counted, and the rest is compared.
  'ev-fisher-null-2': (it) => expect(checkColumn(it, 'fisher_exact')).toMatchObject({ score: 4 / 9, missing: { reference: { count: 1 } } }),
  // Evidently's mannw is one-sided and misses a shift to lower values; the statistic is checked with its side, the verdict is two-sided.
  'ev-mw-01': oneSided(0.962866061197499),
  'ex-mw-02': oneSided(0.0005315466460595946),
  // Evidently's copy of the exact p-value counts in half precision (numpy takes float16 for these counts); scipy 1.17.1 gives 828 / 12870.
  'ex-cvm-02': (it) => {
    expectNear(checkColumn(it, 'cramer_von_mises').score, 828 / 12_870, precise);
    expectNear(828 / 12_870, it.expected['score'], { rel: 2 ** -11 });
  },
};

/** Checks the statistic with Evidently's side, and the verdict with scipy 1.17.1's `mannwhitneyu(reference, current)`, two-sided. */
function oneSided(twoSided: number): (it: ConformanceCase) => void {
  return (it) => {
    const { pValue } = mannWhitney(sortedOf(it.reference), sortedOf(it.current), { alternative: 'less' });
    expectNear(pValue, it.expected['score'], it.tolerance);
    if (it.executed !== undefined) expectNear(pValue, it.executed['score'], precise);
    expectNear(checkColumn(it, 'mannw').score, twoSided, precise);
  };
}

function column(name: string, type: 'num' | 'cat' | undefined, data: unknown): Column {
  return type === 'num'
    ? { name, type: 'numeric', values: Float64Array.from(valuesOf(data), (value) => (value === null ? Number.NaN : Number(value))) }
    : { name, type: 'categorical', values: valuesOf(data).map((value) => (value === null ? null : String(value))) };
}

function table(columns: Column[]): Table {
  return { rows: columns[0]?.values.length ?? 0, columns };
}

const settings: CheckSettings = { methods: {}, rules: 'evidently', correction: 'none', share: 0.5, levels: [], minRows: 1, effectFloor: 0 };

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
  return checkDrift({
    reference: tableDataSet(reference),
    current: tableDataSet(current),
    settings: { ...settings, ...chosen },
    context: { ...context, warnings: [] },
  });
}

function checkColumn({ reference, current, params }: ConformanceCase, method: DriftMethod | 'auto') {
  const methods = { features: { x: { method, ...(params.threshold === undefined ? {} : { threshold: params.threshold }) } } };
  const sides = [reference, current].map((data) => table([column('x', params.column_type, data)])) as [Table, Table];
  const found = check(...sides, { methods }).features['x'];
  if (found === undefined) throw new Error('the column has a report');
  return found;
}

function scoreAsExpected(method: DriftMethod): (it: ConformanceCase) => void {
  return (it) => {
    const found = checkColumn(it, method);
    if ('error' in it.expected) return expect(found).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(method) });
    expectNear(found.score, it.expected['score'], it.tolerance);
    if (it.executed !== undefined) expectNear(found.score, it.executed['score'], precise);
    expect(found.drifted).toBe(it.expected['drifted']);
  };
}

const displayed: Readonly<Record<string, DriftMethod>> = { 'K-S p_value': 'ks', 'chi-square p_value': 'chisquare' };

/** The p-value of a permutation test depends on the generator: it is near as far as so many permutations allow, the statistic is exact. */
function permutationTest(method: DriftMethod, permutations: number): (it: ConformanceCase) => void {
  return (it) => {
    const found = checkColumn(it, method);
    const [, statistic] = /exact statistic is \w+=([\d.]+)/.exec(it.note ?? '') ?? [];
    if (statistic !== undefined) expectNear(found.statistic, statistic, precise);
    const expected = Number(it.expected['score']);
    expectNear(found.score, expected, {
      abs: Math.max(it.tolerance.abs ?? 0, 4 * Math.sqrt((2 * expected * (1 - expected)) / permutations)),
    });
    expect(found.drifted).toBe(it.expected['drifted']);
  };
}

const runners: Readonly<Record<string, (it: ConformanceCase) => void | Promise<void>>> = {
  ...statisticRunners,
  ...Object.fromEntries(numericMethods.map((method) => [method, scoreAsExpected(method)])),
  TVD: permutationTest('TVD', 1000),
  empirical_mmd: permutationTest('empirical_mmd', 100),
  jensenshannon: (it) => {
    if (it.params.column_type !== undefined) return scoreAsExpected('jensenshannon')(it);
    const nats = jensenShannonDistance(it.reference as number[], it.current as number[]);
    expectNear(typeof it.params.base === 'number' ? nats / Math.sqrt(Math.log(it.params.base)) : nats, it.executed?.['score'], precise);
  },
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
    const side = table([column('a', 'num', (current as { a: CaseValue[] }).a)]);
    expect(check(side, side).features['a']?.missing.current).toEqual({ ...expected, infinite: 0 });
  },
  data_drift_preset: async ({ expected }) => {
    const iris = await readTable(fixture('iris.csv'));
    // Evidently's README: rows 0 to 59 are current, the rest is the reference.
    const report = check(rowsOf(iris, 60, 150), rowsOf(iris, 0, 60));
    const columns = expected['columns'] as Record<string, { method: string; threshold: number; score: number; drifted: boolean }>;
    for (const [name, expected] of Object.entries(columns)) {
      const found = report.features[name];
      expect(found).toMatchObject({ method: displayed[expected.method], threshold: expected.threshold, drifted: expected.drifted });
      expectNear(found?.score, expected.score, { rel: 1e-7, abs: 0 });
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
  await (DIFFERENT[it.id] ?? runners[it.test])?.(it);
});

test('every other case is listed as not applicable, and no listed one is answered', () => {
  const others = cases.filter(({ test: method }) => runners[method] === undefined).map(({ test: method }) => method);
  expect([...new Set(others)].sort()).toEqual(Object.keys(NOT_APPLICABLE).sort());
});
