import fc from 'fast-check';
import { ProblemError } from '../problem.ts';
import { compileCell } from './cellReader.ts';
import type { Contract, ContractFeature } from './contract.ts';
import { compileRowReader } from './rowReader.ts';
import { rowRefusals } from './rowRefusals.ts';

const feature = (name: string, more: Partial<ContractFeature> = {}): ContractFeature => ({
  name,
  type: 'numeric',
  optional: false,
  unseen: 'capture',
  minimum: Number.NEGATIVE_INFINITY,
  maximum: Number.POSITIVE_INFINITY,
  categories: [],
  ...more,
});
const driver = feature('driver_number', { minimum: 1, maximum: 99 });
const soil = feature('soil', { type: 'categorical', categories: ['clay', 'sand'] });
const alcohol = feature('alcohol', { optional: true });
const contractOf = (features: readonly ContractFeature[]): Contract => ({ task: 'regression', target: 'y', classes: [], features });

function read(text: string, features: readonly ContractFeature[] = [driver, soil, alcohol]): number[] {
  const rows = new Float64Array(features.length);
  compileRowReader(contractOf(features))(JSON.parse(text), { rows, row: 0, pointer: '/features', unseen: [] });
  return [...rows];
}

function refusalOf(text: string, features?: readonly ContractFeature[]): ProblemError {
  try {
    read(text, features);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

test.each([
  { name: 'an array in the order of the features', text: '[44, "sand", 12.5]', row: [44, 1, 12.5] },
  { name: 'values by name, in any order', text: '{"alcohol": 12.5, "soil": "clay", "driver_number": 44}', row: [44, 0, 12.5] },
  { name: 'null for an optional feature', text: '[44, "sand", null]', row: [44, 1, Number.NaN] },
  { name: 'an optional feature that is left out', text: '{"driver_number": 44, "soil": "sand"}', row: [44, 1, Number.NaN] },
  {
    name: 'names and texts with blanks around them',
    text: '{" alcohol": " 12.5", "soil ": " sand", "driver_number": 44}',
    row: [44, 1, 12.5],
  },
  { name: 'both ends of a range', text: '[1, "sand", 0]', row: [1, 1, 0] },
  { name: 'zero with a sign, and the largest number', text: '[99, "clay", 1.7976931348623157e308]', row: [99, 0, Number.MAX_VALUE] },
])('reads $name', ({ text, row }) => {
  expect(read(text)).toEqual(row);
});

const outOfRange = {
  pointer: '/features/driver_number',
  feature: 'driver_number',
  kind: 'out_of_range',
  expected: 'a number ≥ 1 and ≤ 99',
};

test.each([
  {
    name: 'a value out of range before the features that are missing',
    text: '{"driver_number": -999}',
    errors: [
      { ...outOfRange, got: '-999' },
      { pointer: '/features/soil', feature: 'soil', kind: 'missing_feature', expected: 'one of "clay", "sand"', got: 'nothing' },
    ],
  },
  {
    name: 'bad values, then unknown names, then what is missing',
    text: '{"colour": 1, "soil": "mud"}',
    errors: [
      { pointer: '/features/soil', feature: 'soil', kind: 'unknown_category', expected: 'one of "clay", "sand"', got: '"mud"' },
      { pointer: '/features/colour', kind: 'unknown_feature', expected: 'one of driver_number, soil, alcohol', got: '"colour"' },
      { ...outOfRange, kind: 'missing_feature', got: 'nothing' },
    ],
  },
  {
    name: 'every bad cell of an array, by its place',
    text: '[100, 7, "12,5"]',
    errors: [
      { ...outOfRange, pointer: '/features/0', got: '100' },
      { pointer: '/features/1', feature: 'soil', kind: 'unknown_category', expected: 'one of "clay", "sand"', got: '7' },
      { pointer: '/features/2', feature: 'alcohol', kind: 'wrong_type', expected: 'a number or null', got: '"12,5"' },
    ],
  },
  {
    name: 'a number too large for a double as not finite, within any range',
    text: '[1e999, "clay", -1e999]',
    errors: [
      { ...outOfRange, pointer: '/features/0', kind: 'not_finite', got: 'Infinity' },
      { pointer: '/features/2', feature: 'alcohol', kind: 'not_finite', expected: 'a number or null', got: '-Infinity' },
    ],
  },
  {
    name: 'null for a feature that is not optional',
    text: '[null, "clay", 1]',
    errors: [{ ...outOfRange, pointer: '/features/0', kind: 'missing_feature', got: 'null' }],
  },
  {
    name: 'too few values',
    text: '[1, "clay"]',
    errors: [{ pointer: '/features', kind: 'wrong_count', expected: '3 values (driver_number, soil, alcohol)', got: '2' }],
  },
  {
    name: 'too many values',
    text: '[1, "clay", 2, 3]',
    errors: [{ pointer: '/features', kind: 'wrong_count', expected: '3 values (driver_number, soil, alcohol)', got: '4' }],
  },
  ...['null', '7', '"clay"', 'true'].map((text) => ({
    name: `${text} for a row`,
    text,
    errors: [{ pointer: '/features', kind: 'wrong_type', expected: 'an array of 3 values or an object by feature name', got: text }],
  })),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''].map((hostile) => ({
    name: `a member called ${JSON.stringify(hostile)}`,
    text: `{"driver_number": 1, "soil": "clay", "${hostile}": {"alcohol": 1}}`,
    errors: [
      {
        pointer: `/features/${hostile}`,
        kind: 'unknown_feature',
        expected: 'one of driver_number, soil, alcohol',
        got: JSON.stringify(hostile),
      },
    ],
  })),
])('refuses $name', ({ text, errors }) => {
  const refusal = refusalOf(text);
  expect(refusal.errors).toEqual(errors);
  expect(refusal).toMatchObject({ status: 422, kind: errors[0]?.kind });
});

test('the message names the first feature, the expected and the received value, and the number of further errors', () => {
  expect(refusalOf('{"driver_number": -999}').message).toBe(
    'feature "driver_number": expected a number ≥ 1 and ≤ 99, got -999 (and 1 more)',
  );
});

test.each(['__proto__', 'constructor', 'toString', 'a/b~c', '🍷'])(
  'a feature may be called %j, and is missing when no one sent it',
  (name) => {
    const features = [feature(name)];
    expect(read(`{${JSON.stringify(name)}: 5}`, features)).toEqual([5]);
    const pointer = `/features/${name.replace('~', '~0').replace('/', '~1')}`;
    expect(refusalOf('{}', features).errors).toMatchObject([{ pointer, kind: 'missing_feature' }]);
  },
);

test('a refusal stays small, however large the request', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `${index}`.repeat(200));
  const { errors, message } = refusalOf(JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))));
  expect(JSON.stringify([errors, message]).length).toBeLessThan(10_000);
  expect(refusalOf(`[1, ${'['.repeat(100_000)}${']'.repeat(100_000)}, 1]`).errors[0]?.got).toBe('[["…"]]');
});

const names = ['driver_number', 'soil', 'alcohol', '__proto__', 'constructor', 'x'];
const cell = fc.oneof(
  fc.constantFrom('1', '99', '0', '99.5', '1e999', '-1e999', 'null', '"clay"', '"sand"', '"mud"', '"1"', 'true', '[]', '{}', '-0'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const row = fc.oneof(
  fc.array(cell, { maxLength: 5 }).map((cells) => `[${cells}]`),
  fc.uniqueArray(fc.tuple(fc.constantFrom(...names), cell), { selector: ([name]) => name }).map((members) => {
    return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`;
  }),
  cell,
);
const anyFeature = fc.record({
  type: fc.constantFrom('numeric' as const, 'categorical' as const),
  optional: fc.boolean(),
  minimum: fc.constantFrom(Number.NEGATIVE_INFINITY, 0, 1),
  maximum: fc.constantFrom(Number.POSITIVE_INFINITY, 99),
});
const anyContract = fc
  .tuple(fc.shuffledSubarray(names, { minLength: 1 }), fc.array(anyFeature, { minLength: names.length, maxLength: names.length }))
  .map(([chosen, shapes]) =>
    chosen.map((name, index) => {
      const shape = shapes[index] ?? {};
      return feature(name, { ...shape, categories: shapes[index]?.type === 'categorical' ? ['clay', 'sand'] : [] });
    }),
  );

test('any value is read as a row exactly when it has no refusals', () => {
  fc.assert(
    fc.property(anyContract, row, (features, text) => {
      const errors = rowRefusals(JSON.parse(text), features.map(compileCell), '/features');
      if (errors.length > 0) expect(refusalOf(text, features).errors).toEqual(errors.slice(0, 20));
      else
        for (const [index, value] of read(text, features).entries()) expect(Number.isFinite(value) || features[index]?.optional).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
