import { ProblemError } from '../problem.ts';
import type { ContractFeature } from './contract.ts';
import { compileLabelReader } from './labelReader.ts';
import type { UnseenCell } from './refusedRow.ts';
import { compileRowReader } from './rowReader.ts';

/** A feature of its own type, with what is given. */
function feature(more: Partial<ContractFeature>): ContractFeature {
  const open = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY };
  return { name: 'x', type: 'numeric', optional: false, unseen: 'capture', ...open, categories: [], ...more };
}

const among = (...categories: string[]) => feature({ type: 'categorical', categories });

/** What a reader makes of one value: the number of a cell, or the message of the refusal. */
function readOne(one: ContractFeature, value: unknown, unseen: UnseenCell[] = []): number | string {
  const rows = new Float64Array(1);
  const readRow = compileRowReader({ task: 'regression', target: 'y', classes: [], features: [one] });
  try {
    readRow([value], { rows, row: 0, pointer: '/features', unseen });
  } catch (error) {
    if (error instanceof ProblemError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return rows[0] as number;
}

test.each([
  { categories: ['False', 'True'], values: [true, 'True', 'true', 'TRUE'], index: 1 },
  { categories: ['False', 'True'], values: [false, 'False', 'false'], index: 0 },
  { categories: ['0', '1'], values: [1, true, '1', '1.0', '1e0', 'True'], index: 1 },
  { categories: ['no', 'yes'], values: [true, 'True', 'yes'], index: 1 },
  { categories: ['1.0', '2.0'], values: [2, '2', '2.0', '2e0'], index: 1 },
  { categories: ['007', '042'], values: [7, '7', '007', 7.0], index: 0 },
  { categories: ['7', '007'], values: ['007'], index: 1 },
  { categories: ['7', '007'], values: [7, '7', '7.0'], index: 0 },
  { categories: ['a', '-1.5'], values: [-1.5, '-1.50'], index: 1 },
  { categories: ['constructor', '__proto__'], values: ['__proto__'], index: 1 },
])('among $categories, each of $values is the category $index', ({ categories, values, index }) => {
  for (const value of values) expect(readOne(among(...categories), value)).toBe(index);
});

test.each([
  { categories: ['007', '07'], value: 7, message: 'ambiguous_category: feature "x": expected one of the texts "007", "07", got 7' },
  { categories: ['a', 'b'], value: 1, message: 'unknown_category: feature "x": expected one of "a", "b", got 1' },
  { categories: ['a', 'b'], value: true, message: 'unknown_category: feature "x": expected one of "a", "b", got true' },
  { categories: ['a', 'b'], value: 'toString', message: 'unknown_category: feature "x": expected one of "a", "b", got "toString"' },
  { categories: ['a', 'b'], value: ['a'], message: 'wrong_type: feature "x": expected one of "a", "b", got ["a"]' },
  { categories: ['a', 'b'], value: 'nan', message: 'missing_feature: feature "x": expected one of "a", "b", got "nan"' },
])('among $categories, $value is refused', ({ categories, value, message }) => {
  expect(readOne(among(...categories), value)).toBe(message);
});

test.each([
  { value: '3.5', number: 3.5 },
  { value: ' -1e-05 ', number: -1e-5 },
  { value: '+7', number: 7 },
  { value: 'nan', number: Number.NaN },
  { value: 'NaN', number: Number.NaN },
  { value: 'None', number: Number.NaN },
  { value: '', number: Number.NaN },
])('the text "$value" is the number $number of a feature that may be missing', ({ value, number }) => {
  expect(readOne(feature({ optional: true }), value)).toBe(number);
});

test.each([
  { value: '3,5', message: 'wrong_type: feature "x": expected a number, got "3,5"' },
  { value: '0x10', message: 'wrong_type: feature "x": expected a number, got "0x10"' },
  { value: '1_000', message: 'wrong_type: feature "x": expected a number, got "1_000"' },
  { value: 'inf', message: 'not_finite: feature "x": expected a number, got "inf"' },
  { value: 'nan', message: 'missing_feature: feature "x": expected a number, got "nan"' },
  { value: true, message: 'wrong_type: feature "x": expected a number, got true' },
])('$value is no number', ({ value, message }) => {
  expect(readOne(feature({}), value)).toBe(message);
});

test('a range from 0 to 1 makes true and false numbers', () => {
  const flag = feature({ minimum: 0, maximum: 1 });
  expect([readOne(flag, true), readOne(flag, false)]).toEqual([1, 0]);
});

test('a category that is missing, by null or by a text such as nan, is read where the feature is optional', () => {
  const optional = { ...among('a', 'None'), optional: true };
  expect([null, undefined, 'nan', 'None'].map((value) => readOne(optional, value))).toEqual([Number.NaN, Number.NaN, Number.NaN, 1]);
});

test('a category that the model predicts without knowing it is the number of known ones, and its text is collected', () => {
  const unseen: UnseenCell[] = [];
  const predicted = { ...among('a', 'b'), unseen: 'predict' as const };
  expect([readOne(predicted, 'c', unseen), readOne(predicted, 12.5, unseen)]).toEqual([2, 2]);
  expect(unseen.map(({ text }) => text)).toEqual(['c', '12.5']);
  expect(readOne(predicted, 'y'.repeat(1000), unseen)).toBe(2);
  expect(unseen.at(-1)?.text).toBe(`${'y'.repeat(255)}…`);
});

test.each([
  { name: 'captured', unseen: 'capture' as const, kept: true },
  { name: 'only counted', unseen: 'refuse' as const, kept: false },
])('a row refused for nothing but an unseen category is $name', ({ unseen, kept }) => {
  const features = [{ ...among('a'), unseen }, feature({ name: 'y', maximum: 9 })];
  const read = compileRowReader({ task: 'regression', target: 'y', classes: [], features });
  const refusedRows = (row: unknown) => {
    try {
      read(row, { rows: new Float64Array(2), row: 0, pointer: '', unseen: [] });
    } catch (error) {
      return (error as ProblemError).refusedRows;
    }
    return undefined;
  };
  expect(refusedRows({ y: 5, x: 'new' })).toMatchObject([{ cells: Float64Array.of(1, 5), unseen: [{ feature: 0, text: 'new' }], kept }]);
  expect(refusedRows({ y: 10, x: 'new' })).toEqual([]);
});

test.each([
  { classes: ['False', 'True'], value: true, label: 1 },
  { classes: ['0', '1'], value: 1, label: 1 },
  { classes: ['0', '1'], value: '1.0', label: 1 },
  { classes: ['0', '1'], value: false, label: 0 },
  { classes: ['no', 'yes'], value: true, label: 1 },
  { classes: ['0', '1'], value: null, label: Number.NaN },
  { classes: ['0', '1'], value: 'nan', label: Number.NaN },
  { classes: [], value: '12.5', label: 12.5 },
  { classes: [], value: null, label: Number.NaN },
])('among the classes $classes, the label $value is $label', ({ classes, value, label }) => {
  expect(compileLabelReader({ task: 'classification', target: 'y', classes, features: [] })(value, '')).toBe(label);
});
