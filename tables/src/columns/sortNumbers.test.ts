import { randomFromSeed } from '@modelmonitor/stats';
import { sortNumbers } from './sortNumbers.ts';

const random = randomFromSeed(7);
const many = (value: () => number) => Float64Array.from({ length: 10_000 }, value);

test.each([
  { name: 'few numbers', values: Float64Array.of(3, -1, 2) },
  { name: 'none', values: new Float64Array() },
  { name: 'real numbers of both signs', values: many(() => random() - 0.5) },
  { name: 'whole numbers', values: many(() => Math.floor(random() * 100) - 50) },
  { name: 'one number', values: many(() => 4.25) },
  { name: 'all orders of magnitude', values: many(() => (random() - 0.5) * 10 ** (random() * 600 - 300)) },
  {
    name: 'ends of the range',
    values: many(
      () => [-Number.MAX_VALUE, Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 0, -0][Math.floor(random() * 6)] as number,
    ),
  },
  { name: 'infinities', values: many(() => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1][Math.floor(random() * 3)] as number) },
])('$name come in ascending order, as the typed array sorts them', ({ values }) => {
  const expected = values.slice().sort();
  expect(sortNumbers(values)).toEqual(expected);
});

test('a view that starts within a buffer is sorted, and nothing beside it', () => {
  const buffer = many(() => random());
  const before = buffer.slice(0, 10);
  const view = buffer.subarray(10);
  const expected = view.slice().sort();
  expect(sortNumbers(view)).toEqual(expected);
  expect(buffer.slice(0, 10)).toEqual(before);
});
