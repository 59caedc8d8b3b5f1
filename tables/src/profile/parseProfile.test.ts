import { parseProfile } from './parseProfile.ts';

const numeric = {
  name: 'x',
  type: 'numeric',
  missing: 1,
  infinite: { negative: 0, positive: 0 },
  mean: 2,
  squared_deviations: 2,
  rank_error: 0,
  distance_error: 0,
  values: [1, 2, 3],
  at: [1, 1, 1],
};
const words = {
  name: 'c',
  type: 'categorical',
  missing: 0,
  nature: 'categories',
  values: ['a', 'b'],
  counts: [3, 1],
  unlisted: 0,
  count_error: 0,
  largest_unlisted: 0,
};
const sketch = { rank_error: 0, distance_error: 0, values: [0, 1], at: [3, 1] };
const text = {
  ...words,
  nature: 'text',
  values: [],
  counts: [],
  unlisted: 4,
  texts: { length: sketch, letters: sketch, digits: sketch, spaces: sketch },
};
const profile = (...columns: unknown[]) => JSON.stringify({ kind: 'ModelMonitorProfile', schemaVersion: 2, rows: 4, columns });

test('a profile that is right is read', () => {
  expect(parseProfile(`\uFEFF${profile(numeric, words)}`).columns.map(({ name }) => name)).toEqual(['x', 'c']);
  expect(parseProfile(profile(text)).columns).toMatchObject([{ nature: 'text', texts: { spaces: { upTo: Float64Array.of(3, 4) } } }]);
});

test.each([
  { name: 'half a file', text: profile(numeric).slice(0, 100), says: 'expected one whole JSON document of kind ModelMonitorProfile' },
  { name: 'a list', text: '[]', says: 'expected an object' },
  { name: 'another kind', text: profile().replace('ModelMonitorProfile', 'Pod'), says: 'kind: expected ModelMonitorProfile, got "Pod"' },
  { name: 'a newer version', text: profile().replace(':2,', ':3,'), says: 'schemaVersion: expected a number <= 2, got 3' },
  { name: 'a column that is none', text: profile(numeric, null), says: 'columns[1]: expected an object (A categorical column), got null' },
  {
    name: 'a value that is text',
    text: profile({ ...numeric, values: [1, 'b', 3] }),
    says: 'columns[0].values[1]: expected a number, got "b"',
  },
  {
    name: 'values out of order',
    text: profile({ ...numeric, values: [1, 3, 2] }),
    says: 'columns[0].values: must be in ascending order, got 2 after 3',
  },
  {
    name: 'too few counts',
    text: profile({ ...numeric, at: [1, 2] }),
    says: 'columns[0].at: must have as many entries as values, 3, got 2',
  },
  {
    name: 'counts of other rows',
    text: profile({ ...numeric, at: [1, 1, 9] }),
    says: 'columns[0].at: must add up to the 4 rows with missing and other values, got 12',
  },
  { name: 'a negative count', text: profile({ ...numeric, at: [1, -1, 3] }), says: 'columns[0].at[1]: expected a number >= 0, got -1' },
  { name: 'a count that is too large', text: profile({ ...numeric, at: [1, 1e300, 3] }), says: 'columns[0].at[1]: expected a number <= ' },
  {
    name: 'rows before the first value',
    text: profile({ ...numeric, at: [1, 1, 1], between: [1, 0, 0], missing: 0 }),
    says: 'columns[0].between: must begin with 0, got 1',
  },
  {
    name: 'a tail without an end',
    text: profile({ ...numeric, at: [1, 1, 0], between: [0, 0, 1] }),
    says: 'columns[0].at: must have rows at the smallest and the largest value',
  },
  {
    name: 'a category twice',
    text: profile({ ...words, values: ['a', 'a'] }),
    says: 'columns[0].values: must be different, got "a" twice',
  },
  {
    name: 'too few lengths of texts',
    text: profile({ ...text, texts: { ...text.texts, length: { ...sketch, at: [1, 1] } } }),
    says: 'columns[0].texts: must have a length for each of the 4 texts, got 2',
  },
  {
    name: 'shares of letters out of order',
    text: profile({ ...text, texts: { ...text.texts, letters: { ...sketch, values: [1, 0] } } }),
    says: 'columns[0].texts: must be right in letters: values must be in ascending order, got 0 after 1',
  },
  {
    name: 'shares without counts',
    text: profile({ ...text, texts: { ...text.texts, digits: { ...sketch, at: [4] } } }),
    says: 'columns[0].texts: must have as many digits.at as digits.values, 2, got 1',
  },
  {
    name: 'categories made of texts',
    text: profile({ ...text, nature: 'categories' }),
    says: 'columns[0].texts: must only be there when nature is "text", got "categories"',
  },
  { name: 'a column twice', text: profile(numeric, numeric), says: 'columns[1].name: must be used once, got "x" again' },
  {
    name: 'registers that are none',
    text: profile({ ...words, distinct: 'zz' }),
    says: 'columns[0].distinct: expected text that matches ^[0-Q]{256}$, got "zz"',
  },
  { name: 'a field too many', text: profile({ ...words, extra: 1 }), says: 'columns[0].extra: unknown field' },
])('refuses $name in one line', ({ text, says }) => {
  const message = messageOf(() => parseProfile(text, 'P.json'));
  expect({ message, says: message.includes(says) }).toEqual({ message, says: true });
  expect(message).toMatch(/^P.json is not a profile that can be used: [^\n]*$/);
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}
