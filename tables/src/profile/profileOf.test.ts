import fc from 'fast-check';
import { compareColumn } from '../../../drift/src/methods/compareColumn.ts';
import { driftMethods, methodNamed } from '../../../drift/src/methods/driftMethods.ts';
import { columnPair } from '../columns/columnPair.ts';
import { columnSides } from '../columns/columnSides.ts';
import { type PreparedColumn, prepareColumn } from '../columns/prepareColumn.ts';
import { type DataSet, tableDataSet } from '../dataSet.ts';
import type { Column } from '../table.ts';
import { columnBudget } from './columnBudget.ts';
import { encodeProfile } from './encodeProfile.ts';
import { parseProfile } from './parseProfile.ts';
import { prepareProfileColumn } from './prepareProfileColumn.ts';
import type { NumericProfile } from './profile.ts';
import { profileDataSet } from './profileDataSet.ts';
import { profileOf } from './profileOf.ts';
import { categories, continuousColumns, numbers, tableOf } from './profileTables.ts';

const methods = driftMethods.filter(({ takes }) => takes !== 'texts').map(({ name }) => name);

function resultOf(method: string, reference: PreparedColumn, current: PreparedColumn): unknown {
  const pair = columnPair(reference, current);
  if (pair === undefined) return 'of two kinds';
  try {
    return compareColumn(methodNamed(method), pair);
  } catch (error) {
    return (error as Error).message;
  }
}

function sidesWith(reference: DataSet, current: Column) {
  const { reference: before, current: after } = columnSides('x', { reference, current: tableDataSet(tableOf(current)) });
  if (before === undefined || after === undefined) throw new Error('both sides have the column');
  return { reference: before, current: after };
}

const anyNumber = fc.oneof(fc.double(), fc.integer({ min: 0, max: 4 }), fc.constantFrom(-0, Number.NaN, 1e308, 5e-324));
const anyNumbers = fc.array(anyNumber, { minLength: 8, maxLength: 40 }).map((values): Column => numbers('x', values));
const anyWords = fc
  .array(fc.option(fc.oneof(fc.constantFrom('a', 'b', '1', '(other)', '__proto__'), fc.string())), { minLength: 8, maxLength: 40 })
  // Values that are nearly all different are texts, which a profile does not keep.
  .map((values): Column => categories('x', [...values, ...values, ...values]));

test('an exact profile, written and read again, gives bit for bit the results of the data, whatever the method', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(anyNumbers, anyNumbers), fc.tuple(anyWords, anyWords)), ([reference, current]) => {
      const profile = profileDataSet(parseProfile(encodeProfile(profileOf(tableOf(reference)))));
      const pair = sidesWith(profile, current);
      const raw = sidesWith(tableDataSet(tableOf(reference)), current);
      const { missingOverTime: _order, ...kept } = raw.reference;
      expect({ ...pair.reference, sorted: undefined }).toEqual({ ...kept, sorted: undefined });
      for (const method of methods) {
        expect(resultOf(method, pair.reference, pair.current)).toEqual(resultOf(method, raw.reference, raw.current));
      }
    }),
    { numRuns: 20 },
  );
});

const ROWS = 20_000;
const references = continuousColumns(ROWS, 1);
const currents = continuousColumns(5000, 2).map((column) =>
  numbers(
    column.name,
    column.values.map((value, row) => (row % 4 === 0 ? value * 1.01 : value)),
  ),
);

test.each(references.map((column, index) => [column.name, index] as const))(
  '%s: distances from a profile of 6 kB are as near as it says',
  (_name, index) => {
    const [reference, current] = [references[index], currents[index]].map((column) => prepareColumn(column as Column)) as [
      Numbers,
      Numbers,
    ];
    const [profile] = profileOf(tableOf(references[index] as Column), { budget: columnBudget(1, 6200) }).columns as readonly [
      NumericProfile,
    ];
    const approximate = prepareProfileColumn(profile) as Numbers;
    expect(approximate.sorted).toHaveLength(ROWS);
    expect(profile.sketch.rankError).toBeLessThan(0.002);
    const difference = (method: 'ks' | 'wasserstein' | 'psi' | 'jensenshannon') =>
      Math.abs(statistic(method, approximate, current) - statistic(method, reference, current));
    expect(difference('ks')).toBeLessThanOrEqual(profile.sketch.rankError + 1 / ROWS);
    const { count, squaredDeviations } = profile.moments;
    const deviation = Math.sqrt(squaredDeviations / count);
    // The deviation that norms the distance comes from the profile too.
    expect(difference('wasserstein')).toBeLessThanOrEqual((profile.sketch.distanceError / deviation) * 1.5 + 1e-4);
    expect(difference('psi')).toBeLessThan(0.001);
    expect(difference('jensenshannon')).toBeLessThan(0.002);
  },
);

type Numbers = Extract<PreparedColumn, { type: 'numeric' }>;

function statistic(method: string, reference: Numbers, current: Numbers): number {
  return compareColumn(methodNamed(method), { type: 'numeric', reference, current }).statistic;
}

test('fifty columns of many continuous values make at most 300 kB of JSON, and ranks exact to 0.2 %', () => {
  const columns = profileOf(tableOf(...continuousColumns(30_000, 3)), { budget: columnBudget(1, 6200) })
    .columns as readonly NumericProfile[];
  const fifty = Array.from({ length: 50 }, (_, index) => ({
    ...(columns[index % columns.length] as NumericProfile),
    name: `feature ${index}`,
  }));
  expect(Buffer.byteLength(encodeProfile({ rows: 30_000, columns: fifty }))).toBeLessThanOrEqual(300_000);
  for (const { sketch } of columns) expect(sketch.rankError).toBeLessThan(0.002);
});

test('long, many and personal texts do not make a profile long', () => {
  const long = ['a', 'b', 'c'].map((letter) => letter.repeat(1_000_000));
  const values = (value: (row: number) => string) => Array.from({ length: 20_000 }, (_, row) => value(row));
  const table = tableOf(
    categories(
      'long',
      values((row) => long[row % 3] ?? ''),
    ),
    categories(
      'many',
      values((row) => `é"\n${Math.floor(Math.sqrt(row))}`.repeat(5)),
    ),
    categories(
      'person',
      values((row) => `person ${row}`),
    ),
  );
  const profile = profileOf(table, { budget: columnBudget(1, 6200) });
  expect(Buffer.byteLength(encodeProfile(profile))).toBeLessThan(18_000);
  expect(profile.columns[0]).toMatchObject({ frequent: { counts: new Map(), largestUnlisted: 6667 } });
  expect(profile.columns[2]).toMatchObject({ nature: 'text', frequent: { counts: new Map(), largestUnlisted: 1 } });
  expect(encodeProfile(profile)).not.toContain('person 1');
  expect(parseProfile(encodeProfile(profile))).toEqual(profile);
});

test('missing, infinite and whole numbers are kept apart', () => {
  const table = tableOf(
    numbers('x', [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -0]),
    categories('n', ['1', '2', null, '1', '1', '1']),
  );
  const profile = profileOf(table, { types: { x: 'numeric', n: 'integer' } });
  expect(profile.columns).toMatchObject([
    { missing: 1, infinite: { negative: 1, positive: 2 }, moments: { count: 2, mean: 0.5, squaredDeviations: 0.5 } },
    {
      type: 'integer',
      missing: 1,
      frequent: {
        counts: new Map([
          ['1', 4],
          ['2', 1],
        ]),
      },
    },
  ]);
});

test('a column of more rows than can be expanded keeps its shares', () => {
  const [column] = profileOf(
    tableOf(numbers('x', [...new Array(900).fill(1), ...new Array(90).fill(2), ...new Array(10).fill(Number.NaN)])),
  ).columns;
  expect(column && prepareProfileColumn(column, 99)).toMatchObject({
    rows: 100,
    missing: 1,
    sorted: Float64Array.from([...new Array(90).fill(1), ...new Array(9).fill(2)]),
  });
});

test('a list of categories is cut only where the whole profile has no room', () => {
  const list = (name: string, different: number) =>
    categories(
      name,
      Array.from({ length: 60_000 }, (_, row) => `category ${row % different}`),
    );
  const others = Array.from({ length: 6 }, (_, index) => categories(`c${index}`, Array(60_000).fill('a')));
  const listed = (bytes: number) => {
    const { columns } = profileOf(tableOf(list('short', 200), list('long', 9000), ...others), { budget: columnBudget(8, bytes) });
    return columns.slice(0, 2).map((column) => column.type === 'categorical' && column.frequent.counts.size);
  };
  expect(listed(300_000)).toEqual([200, 9000]);
  const [short, long] = listed(100_000);
  expect(short).toBe(200);
  expect(long).toBeGreaterThan(4000);
  expect(long).toBeLessThan(9000);
});
