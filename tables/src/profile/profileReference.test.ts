import type { Report } from '@modelmonitor/api';
import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import { type CheckInput, check, settings as usual } from '../../../drift/src/testCheck.ts';
import type { Table } from '../table.ts';
import { type ColumnBudget, columnBudget, PART_BUDGET } from './columnBudget.ts';
import { encodeProfile } from './encodeProfile.ts';
import { mergeProfiles } from './mergeProfiles.ts';
import { parseProfile } from './parseProfile.ts';
import type { Profile } from './profile.ts';
import { profileDataSet } from './profileDataSet.ts';
import { profileOf } from './profileOf.ts';
import { categories, numbers, tableOf } from './profileTables.ts';

const SYLLABLES = ['ka', 'to', ' ', 'mi', '7', 'ré', '42', 'lo'];

interface Made {
  readonly rows: number;
  readonly seed: number;
  readonly shift?: number;
}

/** Columns of every kind; the shift moves some of them. */
function tableFor({ rows, seed, shift = 0 }: Made): Table {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const each = <Value>(value: (row: number) => Value) => Array.from({ length: rows }, (_, row) => value(row));
  const text = () =>
    `${Array.from({ length: 4 + shift * 3 + Math.floor(random() * 20) }, () => SYLLABLES[Math.floor(random() * 8)]).join('')}.`;
  return tableOf(
    numbers(
      'numeric',
      each((row) => (row % 17 === 0 ? Number.NaN : row % 41 === 0 ? Number.POSITIVE_INFINITY : normal() + shift)),
    ),
    numbers(
      'few',
      each(() => Math.floor(random() * (4 + shift))),
    ),
    categories(
      'category',
      each((row) => (row % 19 === 0 ? null : 'abcd'.charAt(Math.floor(random() * 4) * (shift > 0 ? 0.5 : 1)))),
    ),
    categories(
      'text',
      each((row) => (row % 23 === 0 ? null : text())),
    ),
    categories(
      'time',
      each((row) => new Date(1.7e12 + row * 61_000).toISOString()),
    ),
    numbers(
      'constant',
      each(() => 3),
    ),
    numbers(
      'empty',
      each(() => Number.NaN),
    ),
    categories(
      'blank',
      each(() => null),
    ),
  );
}

const settings = { ...usual, effectFloor: 0.1, minRows: 50 };

function reportOf(reference: CheckInput['reference'], current: Table, features?: readonly string[]): Report {
  return check({ reference, current, settings, quality: true, ...(features === undefined ? {} : { features }) });
}

const writeAndRead = (profile: Profile) => profileDataSet(parseProfile(encodeProfile(profile)));
const profile = (table: Table, budget?: ColumnBudget) => writeAndRead(profileOf(table, budget === undefined ? {} : { budget }));
const names = (table: Table) => [...table.columns.map(({ name }) => name), 'new', 'nowhere'];

/** What a report says of a column of texts or times without the values themselves. */
function withoutTexts({ reference, current, ...rest }: Report['features'][string]) {
  const bare = (side: typeof reference) => ({
    ...side,
    histogram: 'not shown',
    ...('distinct' in side ? { distinct: 'estimated' } : {}),
    ...('text' in side ? { text: { ...side.text, new_share: 'not known' } } : {}),
  });
  return { ...rest, reference: bare(reference), current: bare(current) };
}

test.each([
  { name: 'rows that did not change', shift: 0 },
  { name: 'rows that moved', shift: 1 },
])('an exact profile gives the report of its table: $name', ({ shift }) => {
  const reference = tableFor({ rows: 400, seed: 1 });
  const { rows, columns } = tableFor({ rows: 300, seed: 2, shift });
  const current = { rows, columns: [...columns.filter(({ name }) => name !== 'few'), numbers('new', Float64Array.from({ length: rows }))] };
  const [raw, made] = [reportOf(reference, current, names(reference)), reportOf(profile(reference), current, names(reference))];
  const { text: rawText, time: rawTime, ...rawFeatures } = raw.features;
  const { text: madeText, time: madeTime, ...madeFeatures } = made.features;
  expect(madeFeatures).toEqual(rawFeatures);
  expect(Object.values(made.features).map(({ verdict }) => verdict)).toEqual([
    ...(shift === 0 ? ['stable', 'drifted', 'stable', 'stable'] : ['drifted', 'drifted', 'drifted', 'drifted']),
    ...['ignored', 'constant', 'empty', 'empty', 'new', 'unknown'],
  ]);
  for (const [one, other] of [
    [rawText, madeText],
    [rawTime, madeTime],
  ])
    expect(one && other && withoutTexts(other)).toEqual(one && withoutTexts(one));
  expect(madeText?.current).toMatchObject({ text: { new_share: null }, histogram: { values: [] } });
  const { features: _raw, quality: _rows, ...rawRest } = raw;
  expect(made).toMatchObject(rawRest);
});

test('quality is that of the table but for what needs rows or texts', () => {
  const [reference, current] = [tableFor({ rows: 400, seed: 1 }), tableFor({ rows: 300, seed: 2 })];
  const [raw, made] = [reportOf(reference, current).quality?.tests ?? [], reportOf(profile(reference), current).quality?.tests ?? []];
  // Times are not in a profile, and are no categories.
  const differing = made.filter((check, index) => check.column !== 'time' && JSON.stringify(check) !== JSON.stringify(raw[index]));
  expect(made).toHaveLength(raw.length);
  expect(differing.map(({ test, column, verdict }) => [test, column, verdict])).toEqual([
    ['duplicate_rows', null, 'unknown'],
    ['duplicate_column', null, 'unknown'],
    ['constant_column', 'text', 'passed'],
    ['out_of_list', 'text', 'unknown'],
    ['new_categories', 'text', 'unknown'],
  ]);
});

test('times that do not fit are still ignored, and texts still compared', () => {
  const reference = profile(tableFor({ rows: 4000, seed: 1 }), columnBudget(200));
  const moved = reportOf(reference, tableFor({ rows: 300, seed: 2, shift: 1 })).features;
  const same = reportOf(reference, tableFor({ rows: 300, seed: 2 })).features;
  expect(moved).toMatchObject({ time: { verdict: 'ignored', type: 'timestamp' }, text: { verdict: 'drifted', method: 'text' } });
  expect(same).toMatchObject({
    time: { verdict: 'ignored' },
    text: { verdict: 'stable', reference: { text: { length: expect.any(Number) } } },
  });
});

test('profiles of parts merge to one that says the same of texts as the profile of the whole', () => {
  const whole = tableFor({ rows: 600, seed: 1 });
  const part = (from: number, to: number): Table => ({
    rows: to - from,
    columns: whole.columns.map((column) =>
      column.type === 'numeric'
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, values: column.values.slice(from, to) },
    ),
  });
  const current = tableFor({ rows: 300, seed: 2, shift: 1 });
  const known = profileOf(whole);
  const expected = reportOf(writeAndRead(known), current).features['text'];
  for (const budget of [PART_BUDGET, columnBudget(8)]) {
    const merged = mergeProfiles([profileOf(part(0, 250), { budget }), profileOf(part(250, 600), { budget })]);
    expect(reportOf(writeAndRead(merged), current).features['text']).toEqual(expected);
    expect(encodeProfile(merged)).not.toContain('kato');
  }
});

test('a method that needs the texts themselves has no verdict', () => {
  const reference = tableFor({ rows: 400, seed: 1 });
  const methods = { features: { text: { method: 'chisquare' } } } as const;
  const { features } = check({ reference: profile(reference), current: reference, settings: { ...settings, methods } });
  expect(features['text']).toMatchObject({
    verdict: 'unknown',
    reason: 'chisquare needs every value, and the reference is a profile, which keeps no texts and times',
  });
});
