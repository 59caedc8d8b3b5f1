import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import type { Table } from '../../../tables/src/table.ts';
import { categorical, check, numeric, ramp, settings, table } from '../testCheck.ts';
import { segmentReports } from './segmentReports.ts';
import { segmentSides } from './segmentSides.ts';

const isSegments = new Ajv({ strict: false, validateFormats: false }).compile(reportSchema.properties.segments);

/** So many rows, red and white by turns; x runs from 0 to 1 in each color, from the given start where it is red. */
function wines(rows: number, { redFrom = 0, names = ['red', 'white'] }: { redFrom?: number; names?: readonly string[] } = {}): Table {
  const half = ramp(rows / 2);
  return table(
    categorical(
      'color',
      Array.from({ length: rows }, (_, row) => names[row % 2] ?? null),
    ),
    numeric(
      'x',
      Array.from({ length: rows }, (_, row) => (half[row >> 1] as number) + (row % 2 === 0 ? redFrom : 0)),
    ),
    numeric(
      'y',
      Array.from({ length: rows }, (_, row) => half[row >> 1] as number),
    ),
  );
}

function reportsOf(tables: { reference: Table; current: Table }, requests = [{ feature: 'color' }] as readonly object[], changes = {}) {
  const { sides, notes } = segmentSides(requests, { ...tables, most: 20 });
  const reports = segmentReports(sides, { features: ['color', 'x', 'y'], settings: { ...settings, ...changes } });
  expect(isSegments(reports) ? [] : isSegments.errors).toEqual([]);
  return { reports, notes };
}

test('a shift in one segment is drift of that segment alone', () => {
  const tables = { reference: wines(400), current: wines(400, { redFrom: 0.4 }) };
  const { reports } = reportsOf(tables);
  expect(
    reports.map(({ name, rows, n_features, share_drifted_features, verdict }) => [name, rows, n_features, share_drifted_features, verdict]),
  ).toEqual([
    ['color=red', { reference: 200, current: 200 }, 2, 0.5, 'drifted'],
    ['color=white', { reference: 200, current: 200 }, 2, 0, 'stable'],
  ]);
  expect(reports[0]?.features).toMatchObject({ x: { verdict: 'drifted', method: 'ks' }, y: { verdict: 'stable' } });
});

test('the outcome of a segment is that of a check of its rows alone, but for the correction', () => {
  const tables = { reference: wines(400), current: wines(400, { redFrom: 0.1 }) };
  const { sides } = segmentSides([{ feature: 'color', values: ['red'] }], { ...tables, most: 20 });
  const [{ reference, current }] = sides as [(typeof sides)[0]];
  const alone = check({ reference, current: current.table as Table });
  const [segment] = reportsOf(tables).reports;
  for (const name of ['x', 'y']) {
    const { method, score, threshold, drifted, verdict } = alone.features[name] ?? {};
    expect(segment?.features[name]).toMatchObject({ method, score, threshold, drifted, verdict });
  }
});

test('p-values are corrected over the columns of all segments', () => {
  const tables = { reference: wines(400), current: wines(400, { redFrom: 0.15 }) };
  const one = reportsOf(tables, [{ feature: 'color', values: ['red'] }], { correction: 'bonferroni' }).reports[0]?.features['x'];
  const two = reportsOf(tables, [{ feature: 'color' }], { correction: 'bonferroni' }).reports[0]?.features['x'];
  expect(two?.score).toBe(one?.score);
  expect(two?.corrected_p_value).toBeCloseTo(2 * (one?.corrected_p_value ?? 0), 12);
  expect([one?.verdict, two?.verdict]).toEqual(['drifted', 'stable']);
});

test('a segment with too few current rows, or none of the reference, is unknown', () => {
  const tables = { reference: wines(400), current: wines(60) };
  const { reports } = reportsOf(tables, [{ feature: 'color', values: ['red', 'rosé'] }], { minRows: 50 });
  expect(reports).toMatchObject([
    { verdict: 'unknown', reason: 'expected at least 50 current rows, got 30', n_features: 0, features: {}, dataset_drift: null },
    { verdict: 'unknown', reason: 'the reference has no rows of this segment', rows: { reference: 0, current: 0 } },
  ]);
});

test('values have the spelling of the request', () => {
  const tables = { reference: wines(200, { names: ['1', '0'] }), current: wines(200, { names: ['1.0', '0.0'] }) };
  expect(reportsOf(tables).reports.map(({ name, rows }) => [name, rows.current])).toEqual([
    ['color=0', 100],
    ['color=1', 100],
  ]);
});

test('a version is compared with the whole reference', () => {
  const current = wines(400, { redFrom: 0.6 });
  const versions = categorical(
    'version',
    Array.from({ length: 400 }, (_, row) => (row < 300 ? 'v1' : 'v2')),
  );
  const { sides } = segmentSides([{ version: 'v2' }, { version: 'v9' }], {
    reference: wines(400),
    current,
    most: 20,
    predicted: { table: current, versions },
  });
  const reports = segmentReports(sides, { features: ['color', 'x', 'y'], settings });
  expect(reports.map(({ name, version, rows }) => [name, version, rows])).toEqual([
    ['version=v2', 'v2', { reference: 400, current: 100 }],
    ['version=v9', 'v9', { reference: 400, current: 0 }],
  ]);
  expect(reports.map(({ verdict, n_features }) => [verdict, n_features])).toEqual([
    ['drifted', 3],
    ['unknown', 0],
  ]);
});

test('of many values the most frequent of the reference are compared, and a note names the rest', () => {
  const values = Array.from({ length: 300 }, (_, row) => `v${Math.floor(Math.sqrt(row))}`);
  const many = table(categorical('color', values), numeric('x', ramp(300)), numeric('y', ramp(300)));
  const { sides, notes } = segmentSides([{ feature: 'color' }, { version: 'v1' }], { reference: many, current: many, most: 4 });
  expect(sides.map(({ segment }) => 'value' in segment && segment.value)).toEqual(['v16', 'v15', 'v14', 'v13']);
  expect(notes).toEqual([
    'segments: at most 4 are compared; not compared were color "v12", "v11", "v10", "v9", "v8", "v7", "v6", "v17", "v5", "v4" and 4 more',
    'segments: at most 4 are compared; not compared were version "v1"',
  ]);
});

test('a column that is not categorical has no segments', () => {
  const tables = { reference: wines(20), current: wines(20) };
  expect(reportsOf(tables, [{ feature: 'x' }])).toEqual({ reports: [], notes: ['segments: the reference has no categorical column "x"'] });
});
