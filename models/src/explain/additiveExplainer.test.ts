import { additiveExplainer } from './additiveExplainer.ts';
import { arrangeExplainer } from './arrangeExplainer.ts';
import { permutationExplainer } from './permutationExplainer.ts';

const background = { rows: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7), count: 4 };
const rows = Float64Array.of(3, 10, -1, 2);

/** Two outputs per row of a function of one. */
const answerOf = (compute: (x: number, y: number) => readonly number[]) => (cells: Float64Array, count: number) =>
  Float64Array.from(
    { length: count * 2 },
    (_, place) => compute(cells[2 * Math.floor(place / 2)] as number, cells[2 * Math.floor(place / 2) + 1] as number)[place % 2] as number,
  );

const additive = answerOf((x, y) => [2 * x - y, x ** 2 + 3]);

// Worked out manually: the mean of x over the background is 3, of y 4, of x squared 14.
test.each([{ explain: additiveExplainer }, { explain: permutationExplainer }])(
  '$explain.name is exact for a sum of functions of single features',
  ({ explain }) => {
    const { base, contributions } = explain(additive, { scale: 'value', outputs: 2, width: 2, background });
    expect([...base]).toEqual([2, 17]);
    expect([...contributions(rows, 2)]).toEqual([0, -5, -6, 0, -8, -13, 2, 0]);
  },
);

test('the permutation explainer adds up for any function, and says the same twice', () => {
  const answer = answerOf((x, y) => [x * y, Math.sin(x + y)]);
  const explainer = permutationExplainer(answer, { scale: 'value', outputs: 2, width: 2, background });
  const [first, second] = [explainer.contributions(rows, 2), explainer.contributions(rows, 2)];
  expect(first).toEqual(second);
  const expected = answer(rows, 2);
  for (const [cell, output] of [0, 1, 0, 1].entries()) {
    const row = Math.floor(cell / 2);
    const sum = (first[row * 4 + output] as number) + (first[row * 4 + 2 + output] as number);
    expect((explainer.base[output] as number) + sum).toBeCloseTo(expected[cell] as number, 12);
  }
});

test('steps of the permutation explainer come to the same, also in another order of the outputs', () => {
  const answer = answerOf((x, y) => [x * y, Math.sin(x + y)]);
  const explainer = permutationExplainer(answer, { scale: 'value', outputs: 2, width: 2, background });
  const swap = (values: Float64Array): Float64Array => values.map((_, cell) => values[cell ^ 1] as number);
  const swapped = arrangeExplainer(explainer, swap);
  const row = rows.subarray(0, 2);
  const steps = [...[explainer, swapped].map((one) => runSteps(one.steps?.(row)))];
  expect(steps.map(({ result }) => result)).toEqual([explainer.contributions(row, 1), swapped.contributions(row, 1)]);
  expect(swapped.contributions(row, 1)).toEqual(swap(explainer.contributions(row, 1)));
  expect(steps.map(({ count }) => count)).toEqual([explainer.orders, explainer.orders]);
});

function runSteps(steps: Generator<undefined, Float64Array> | undefined): { result: Float64Array | undefined; count: number } {
  for (let count = 0; ; count++) {
    const { done, value } = steps?.next() ?? { done: true, value: undefined };
    if (done === true) return { result: value, count };
  }
}

test.each([{ explain: additiveExplainer }, { explain: permutationExplainer }])(
  '$explain.name refuses an empty background, and rows that do not fit',
  ({ explain }) => {
    const options = { scale: 'value', outputs: 2, width: 2 } as const;
    expect(() => explain(additive, { ...options, background: { rows: new Float64Array(0), count: 0 } })).toThrow(
      'expected background rows to explain with, got 0',
    );
    expect(() => explain(additive, { ...options, background }).contributions(rows, 3)).toThrow(
      '3 rows of 2 features take 6 numbers, got 4',
    );
  },
);
