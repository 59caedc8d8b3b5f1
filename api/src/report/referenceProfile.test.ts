import { Ajv } from 'ajv';
import { profileProblems } from './profileProblems.ts';
import { referenceProfileSchema } from './referenceProfile.ts';

const accepts = new Ajv({ allowUnionTypes: true }).compile(referenceProfileSchema);
const numeric = {
  name: 'x',
  type: 'numeric',
  missing: 0,
  infinite: { negative: 0, positive: 0 },
  mean: null,
  squared_deviations: null,
  rank_error: 0.001,
  distance_error: null,
  values: [-1e308, 1e308],
  at: [1, 1],
  between: [0, 2],
};
const integer = {
  name: 'n',
  type: 'integer',
  missing: 4,
  nature: 'categories',
  values: [],
  counts: [],
  unlisted: 0,
  count_error: 0,
  largest_unlisted: 0,
};
const profile = (...columns: unknown[]) => ({ kind: 'ModelMonitorProfile', schemaVersion: 1, rows: 4, columns });

test.each([
  { name: 'a profile without columns', document: profile(), problem: undefined },
  { name: 'a profile of both kinds of column', document: profile(numeric, integer), problem: undefined },
  {
    name: 'a profile of another version',
    document: { ...profile(), schemaVersion: 3 },
    problem: 'schemaVersion: expected a number <= 2, got 3',
  },
  {
    name: 'a column of no kind',
    document: profile({ ...integer, type: 'text' }),
    problem: 'columns[0].type: expected one of categorical, integer, truth, time, got "text"',
  },
  {
    name: 'an error above 1',
    document: profile({ ...numeric, rank_error: 2 }),
    problem: 'columns[0].rank_error: expected a number <= 1, got 2',
  },
  { name: 'no document', document: null, problem: ': expected an object (A mergeable profile of reference data), got null' },
])('$name: the first problem is $problem', ({ document, problem }) => {
  expect(profileProblems(document).map(({ path, message }) => `${path}: ${message}`)).toEqual(problem === undefined ? [] : [problem]);
  expect(accepts(document)).toBe(problem === undefined);
});
