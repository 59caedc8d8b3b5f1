import { referenceBins } from '../bins/referenceBins.ts';
import { columnSides } from '../columns/columnSides.ts';
import { prepareColumn } from '../columns/prepareColumn.ts';
import { textProperties } from '../columns/textProperties.ts';
import { tableDataSet } from '../dataSet.ts';
import type { Column } from '../table.ts';
import { binsOfProfile } from './binsOfProfile.ts';
import { columnBudget } from './columnBudget.ts';
import type { Profile } from './profile.ts';
import { profileDataSet } from './profileDataSet.ts';
import { profileNotes } from './profileNotes.ts';
import { profileOf } from './profileOf.ts';
import { categories, continuousColumns, numbers, tableOf } from './profileTables.ts';

const budget = columnBudget(1, 6200);
const many = categories(
  'c',
  Array.from({ length: 20_000 }, (_, row) => (row < 100 ? '(other)' : `word ${Math.floor(row / 10)}`)),
);

function pairOf(reference: ReturnType<typeof categories>, values: readonly string[]) {
  return sidesOf(profileOf(tableOf(reference), { budget }), categories('c', values));
}

function sidesOf(profile: Profile, current: Column) {
  const { reference, ...sides } = columnSides(current.name, {
    reference: profileDataSet(profile),
    current: tableDataSet(tableOf(current)),
  });
  if (reference === undefined) throw new Error('the profile has the column');
  return { reference, ...sides };
}

test('categories that the profile does not list are one on both sides, of a name that none of them has', () => {
  const { reference, current, reason } = pairOf(many, ['(other)', 'word 10', 'new', 'newer']);
  expect(reason).toBeUndefined();
  expect(current).toMatchObject({
    rows: 4,
    counts: new Map([
      ['(other)', 1],
      ['word 10', 1],
      ['((other))', 2],
    ]),
  });
  expect(reference.rows).toBe(20_000);
});

test('texts are known by what they are made of, times by none of them', () => {
  const texts = categories(
    'c',
    Array.from({ length: 5000 }, (_, row) => `text ${row}`),
  );
  const paired = pairOf(texts, ['text 1']);
  expect(paired.reason).toBeUndefined();
  expect(paired.reference).toMatchObject({
    rows: 5000,
    counts: new Map(),
    uncounted: { rows: 5000, mostCommon: 1, texts: textProperties(prepareColumn(texts)) },
  });
  const times = categories(
    'c',
    Array.from({ length: 5000 }, (_, row) => new Date(row * 1e6).toISOString()),
  );
  const { reference, reason } = pairOf(times, ['2024-01-01']);
  expect(reason).toBeUndefined();
  expect(reference).toMatchObject({
    rows: 5000,
    type: 'categorical',
    counts: new Map(),
    uncounted: { nature: 'time', rows: 5000 },
  });
});

test('bins of an exact profile are those of its table', () => {
  const rows = Array.from({ length: 900 }, (_, row) => row);
  const table = tableOf(
    numbers(
      'x',
      rows.map((row) => (row % 97 === 0 ? Number.NaN : row % 89 === 0 ? Number.NEGATIVE_INFINITY : Math.sqrt(row))),
    ),
    numbers(
      'prediction',
      rows.map((row) => (row % 53 === 0 ? Number.POSITIVE_INFINITY : row % 7)),
    ),
    categories(
      'c',
      rows.map((row) => (row % 50 === 0 ? null : row % 3 === 0 ? 'other' : `k${row % 80}`)),
    ),
  );
  expect(binsOfProfile(profileOf(table), ['x', 'c', 'gone'])).toEqual(referenceBins(table, ['x', 'c', 'gone']));
});

test('bins of a large profile hold a tenth each, to its error', () => {
  const [column] = continuousColumns(200_000, 5) as [ReturnType<typeof numbers>];
  const bins = binsOfProfile(profileOf(tableOf(column), { budget }), [column.name]).features[column.name];
  const exact = referenceBins(tableOf(column), [column.name]).features[column.name];
  for (const ratio of bins?.ratios.slice(0, 10) ?? []) expect(Math.abs(ratio - 0.1)).toBeLessThan(0.001);
  expect(bins?.ratios).toHaveLength(exact?.ratios.length ?? 0);
});

test('a report says how exact its reference is', () => {
  const [column] = continuousColumns(20_000, 6) as [ReturnType<typeof numbers>];
  expect(profileNotes(profileOf(tableOf(numbers('x', [1, 2]))))).toEqual(['the reference is a profile that holds every number']);
  const notes = profileNotes(profileOf(tableOf(column, numbers('x', column.values.map(Math.round))), { budget }));
  expect(notes).toEqual([
    expect.stringMatching(
      /^the reference is a profile: ranks are exact to 0\.\d+ % \(column "normal" has the largest error\); 1 of 2 numeric/,
    ),
  ]);
});

test.each([
  { name: 'all known, they are the numbers they are', type: 'integer', values: ['3', '-1', null, '3'], sorted: [-1, 3, 3] },
  { name: 'read as text, they are no numbers', type: 'categorical', values: ['3', '1'], sorted: undefined },
] as const)('whole numbers against numbers: $name', ({ type, values, sorted }) => {
  const profile = profileOf(tableOf(categories('n', values)), { types: { n: type } });
  const { reference, reason } = sidesOf(profile, numbers('n', [1, 2.5]));
  if (sorted !== undefined) {
    expect([reference, reason]).toMatchObject([{ type: 'numeric', missing: 1, sorted: Float64Array.from(sorted) }, undefined]);
    return;
  }
  expect(reason).toBe(
    'the column is categorical in the profile and numeric in the current data: create the profile again with modelmonitor profile --types n=numeric',
  );
});
