import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import { performanceReport } from './performanceReport.ts';
import { numbers, simulatedRegression, words } from './simulatedRows.ts';

const accepts = new Ajv().compile(reportSchema.properties.performance);

const reference = simulatedRegression({ rows: 500, seed: 1, size: 1 });

test('a mean error that leaves 0 is worse in either direction, and decides nothing', () => {
  for (const by of [-0.3, 0.3]) {
    const rows = simulatedRegression({ rows: 500, seed: 5, size: 1 });
    const moved = {
      ...rows,
      prediction: numbers(
        'p',
        Array.from((rows.prediction as { values: Float64Array }).values, (value) => value + by),
      ),
    };
    expect(performanceReport({ task: 'regression', reference, current: moved })?.metrics['mean_error']?.verdict).toBe('worse');
  }
});

test.each([
  {
    name: 'missing and infinite values leave the row out',
    current: { target: numbers('y', [1, Number.NaN, 3, Number.POSITIVE_INFINITY]), prediction: numbers('p', [1, 2, Number.NaN, 4]) },
    expected: {
      rows: { current: 1 },
      leftOut: { current: 3 },
      metrics: { r2: { current: null }, mae: { current: { value: 0, lower: null } } },
    },
  },
  {
    name: 'a target of 0 has the percentage error of scikit-learn, without a verdict',
    current: {
      target: numbers(
        'y',
        Array.from({ length: 40 }, () => 0),
      ),
      prediction: numbers(
        'p',
        Array.from({ length: 40 }, () => 1),
      ),
    },
    expected: { metrics: { mape: { current: { value: 4503599627370496 }, verdict: 'unknown' } } },
  },
  {
    name: 'numbers whose squares are too large have no RMSE',
    current: { target: numbers('y', [1e308, -1e308, 0]), prediction: numbers('p', [-1e308, 1e308, 0]) },
    expected: { metrics: { rmse: { current: null, reason: 'current: the numbers are too large to measure' } } },
  },
  {
    name: 'words are no numbers',
    current: { target: words('y', ['a', 'b']), prediction: numbers('p', [1, 2]) },
    expected: { rows: { current: 0 }, verdict: 'unknown', reason: 'a regression needs numbers, got categories in "y"' },
  },
])('$name', ({ current, expected }) => {
  const report = performanceReport({ task: 'regression', reference, current });
  expect(report).toMatchObject(expected);
  expect(accepts(report)).toBe(true);
});
