import { distinctEstimate } from '@modelmonitor/stats';
import fc from 'fast-check';
import { columnBudget, PART_BUDGET } from './columnBudget.ts';
import { encodeProfile } from './encodeProfile.ts';
import { mergeProfiles } from './mergeProfiles.ts';
import { parseProfile } from './parseProfile.ts';
import type { CategoricalProfile, NumericProfile } from './profile.ts';
import { profileNotes } from './profileNotes.ts';
import { profileOf } from './profileOf.ts';
import { categories, continuousColumns, numbers, tableOf } from './profileTables.ts';

const anyRow = fc.tuple(
  fc.oneof(fc.double(), fc.integer({ min: 0, max: 4 }), fc.constantFrom(-0, Number.NaN)),
  fc.option(fc.constantFrom('a', 'b', 'c', '2024-01-01')),
);
type Row = readonly [number, string | null];
const tableFrom = (rows: readonly Row[]) =>
  tableOf(
    numbers(
      'x',
      rows.map(([number]) => number),
    ),
    categories(
      'c',
      rows.map(([, word]) => word),
    ),
  );

const anyParts = fc.array(fc.array(anyRow, { maxLength: 40 }), { minLength: 3, maxLength: 3 });

function expectPartsToMerge(parts: readonly (readonly Row[])[]): void {
  const whole = encodeProfile(profileOf(tableFrom(parts.flat())));
  const keepAll = { budget: PART_BUDGET };
  const [a, b, c] = parts.map((part) => profileOf(tableFrom(part), keepAll)) as [Made, Made, Made];
  expect(encodeProfile(mergeProfiles([a, b, c]))).toBe(whole);
  expect(encodeProfile(mergeProfiles([mergeProfiles([c, a], keepAll), b]))).toBe(whole);
  expect(encodeProfile(mergeProfiles([c, mergeProfiles([b, a], keepAll)]))).toBe(whole);
}

test('profiles of parts merge to the profile of the whole, in any order and grouping', () => {
  fc.assert(fc.property(anyParts, expectPartsToMerge));
});

// Two values of a part further apart than the largest double: their distance is infinite, the distance of its sketch to itself is not.
test.each<{ name: string; parts: Row[][] }>([
  {
    name: 'the part with both in the middle',
    parts: [
      [],
      [
        [-2.4948003869183998e293, null],
        [1.7976931348623133e308, null],
      ],
      [[-0, null]],
    ],
  },
  {
    name: 'the part with both first',
    parts: [
      [
        [-3.293136510732288e293, null],
        [1.7976931348623125e308, null],
      ],
      [],
      [[0, null]],
    ],
  },
])('values further apart than the largest double merge: $name', ({ parts }) => expectPartsToMerge(parts));

test('the seed that found it', () => {
  fc.assert(fc.property(anyParts, expectPartsToMerge), { seed: 1021429220 });
});

type Made = ReturnType<typeof profileOf>;

test('parts that are too large to be exact merge to a profile as exact as it says', () => {
  const parts = [11, 12, 13, 14].map((seed) => tableOf(...continuousColumns(10_000, seed)));
  const wholeOf = (name: string) =>
    Float64Array.from(
      parts.flatMap(({ columns }) => columns.filter((column) => column.name === name).flatMap(({ values }) => [...values].map(Number))),
    ).sort();
  const merged = mergeProfiles(
    parts.map((part) => profileOf(part, { budget: columnBudget(1, 6200) })),
    { budget: columnBudget(1, 6200) },
  );
  const once = mergeProfiles(
    parts.map((part) => profileOf(part, { budget: PART_BUDGET })),
    { budget: columnBudget(1, 6200) },
  );
  for (const [index, column] of merged.columns.entries()) {
    const { sketch, moments } = column as NumericProfile;
    const sorted = wholeOf(column.name);
    for (const [knot, value] of sketch.values.entries()) {
      const rank = sorted.findLastIndex((other) => other <= value) + 1;
      expect(Math.abs(rank - (sketch.upTo[knot] as number)) / sorted.length).toBeLessThanOrEqual(sketch.rankError);
    }
    expect(sketch.rankError).toBeLessThan(0.003);
    expect(moments.count).toBe(40_000);
    expect((once.columns[index] as NumericProfile).sketch.rankError).toBeLessThan(0.0012);
  }
});

test('categories beyond the list keep their number and the bounds of their counts', () => {
  const words = (from: number) =>
    categories(
      'c',
      Array.from({ length: 6000 }, (_, row) => (row % 2 === 0 ? 'often' : `word ${from + (row % 1500)}`)),
    );
  const parts = [0, 300].map((from) => profileOf(tableOf(words(from)), { budget: columnBudget(1, 6200) }));
  const merged = mergeProfiles(parts, { budget: columnBudget(1, 6200) });
  const column = merged.columns[0] as CategoricalProfile;
  expect([...column.frequent.counts][0]).toEqual(['often', 6000]);
  expect(column.frequent.countError).toBeLessThanOrEqual(4);
  expect(Math.abs(distinctEstimate(column.distinct ?? new Uint8Array(256)) - 901)).toBeLessThan(180);
  expect(profileNotes(merged)[1]).toMatch(
    /^"c": the profile lists \d+ of about \d+ categories \(± 6.5 %\); the others are compared as one/,
  );
});

test.each([
  {
    name: 'a column that is only in the first',
    other: tableOf(numbers('x', [1])),
    says: 'expected the same columns in all profiles: "c" of mon is not in tue',
  },
  {
    name: 'a column that is only in the second',
    other: tableOf(numbers('x', [1]), categories('c', ['a']), numbers('y', [1])),
    says: 'expected the same columns in all profiles: "y" of tue is not in mon',
  },
  {
    name: 'a column of another type',
    other: tableOf(numbers('x', [1]), numbers('c', [1])),
    says: 'expected the same types in all profiles: "c" is categorical in mon and numeric in tue',
  },
])('refuses $name', ({ other, says }) => {
  const first = profileOf(tableFrom([[1, 'a']]));
  expect(() => mergeProfiles([first, profileOf(other)], { names: ['mon', 'tue'] })).toThrow(says);
});

test('whole numbers of one day are numbers where another day has more of them; a day without values takes the type of the others', () => {
  const day = (values: readonly (string | null)[], type: 'integer' | 'truth' | 'time') =>
    profileOf(tableOf(categories('x', values)), { types: { x: type } });
  const many = profileOf(tableOf(numbers('x', [1, 2, 2.5])));
  expect(mergeProfiles([day(['1', '2'], 'integer'), many]).columns).toMatchObject([{ type: 'numeric', moments: { count: 5 } }]);
  expect(mergeProfiles([many, day(['1', '2'], 'integer')]).columns).toMatchObject([{ type: 'numeric', moments: { count: 5 } }]);
  expect(mergeProfiles([day([null], 'integer'), many]).columns).toMatchObject([{ type: 'numeric', missing: 1 }]);
  expect(mergeProfiles([many, day([null], 'truth')]).columns).toMatchObject([{ type: 'numeric', missing: 1 }]);
  expect(mergeProfiles([day([null], 'time'), day(['true'], 'truth')]).columns).toMatchObject([{ type: 'truth', nature: 'categories' }]);
});

test('truth values have one spelling, odd cells are added, and a column that is unknown in one part is unknown', () => {
  const part = (value: string, odd: number) =>
    profileOf(tableOf(categories('x', [value, value, null])), { types: { x: 'truth' }, odd: new Map([['x', odd]]) });
  const [column] = mergeProfiles([part('True', 1), part('TRUE', 0)]).columns;
  expect(column).toMatchObject({ type: 'truth', odd: 1, missing: 2, frequent: { counts: new Map([['True', 4]]) } });
  const unknown = profileOf(tableOf(categories('x', ['1,234', '2,345', null])), { reasons: new Map([['x', 'two notations']]) });
  for (const profiles of [
    [unknown, part('True', 0)],
    [part('True', 0), unknown],
  ]) {
    const merged = mergeProfiles(profiles);
    expect(merged).toMatchObject({ rows: 6, columns: [{ reason: 'two notations', missing: 2, frequent: { rows: 4, counts: new Map() } }] });
    expect(parseProfile(encodeProfile(merged))).toEqual(merged);
  }
});
