import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import type { Column } from '../../../tables/src/table.ts';
import type { LabelledRows } from './labelledRows.ts';
import { performanceReport } from './performanceReport.ts';
import { numbers, simulatedClassification, words } from './simulatedRows.ts';

const accepts = new Ajv().compile(reportSchema.properties.performance);

test('a perfect prediction has accuracy 1, and an interval that does not claim certainty', () => {
  const { target } = simulatedClassification({ rows: 100, seed: 7, right: 1 });
  const report = performanceReport({ task: 'classification', reference: null, current: { target, prediction: target } });
  for (const metric of ['accuracy', 'balanced_accuracy', 'precision', 'recall', 'f1']) {
    expect(report?.metrics[metric]?.current).toMatchObject({ value: 1, upper: 1 });
    expect(report?.metrics[metric]?.current?.lower).toBeLessThan(0.97);
  }
});

test('neither the order of rows nor the names of the classes change a figure', () => {
  const rows = simulatedClassification({ rows: 300, seed: 8, right: 0.8 });
  const figures = (current: LabelledRows) =>
    Object.entries(performanceReport({ task: 'classification', reference: null, current })?.metrics ?? {}).map(
      ([name, { current: figure }]) => `${name} ${figure?.value.toPrecision(12)}`,
    );
  const reversed = (column: Column): Column => words(column.name, (column as { values: readonly string[] }).values.toReversed());
  const columns = rows.probabilities?.kind === 'byClass' ? rows.probabilities.columns : new Map<string, Float64Array>();
  const turned: LabelledRows = {
    target: reversed(rows.target),
    prediction: reversed(rows.prediction),
    probabilities: { kind: 'byClass', columns: new Map(Array.from(columns, ([name, values]) => [name, values.toReversed()])) },
  };
  expect(figures(turned)).toEqual(figures(rows));
  const renamed = (column: Column): Column =>
    words(
      column.name,
      (column as { values: readonly string[] }).values.map((name) => ({ a: 'z', b: '10', c: 'é' })[name] as string),
    );
  const other: LabelledRows = {
    target: renamed(rows.target),
    prediction: renamed(rows.prediction),
    probabilities: {
      kind: 'byClass',
      columns: new Map(Array.from(columns, ([name, values]) => [{ a: 'z', b: '10', c: 'é' }[name] as string, values])),
    },
  };
  expect(figures(other)).toEqual(figures(rows));
});

test('numbers and words that say the same class are the same class', () => {
  const current = { target: numbers('y', [0, 1, 1, 0]), prediction: words('p', ['0', '1', '0', '0']) };
  const report = performanceReport({ task: 'classification', reference: null, current });
  expect(report?.confusion).toEqual({
    labels: ['0', '1'],
    reference: null,
    current: [
      [2, 0],
      [1, 1],
    ],
  });
});

test('of two classes a probability of the predicted one is enough', () => {
  const predicted = { kind: 'predicted', values: Float64Array.of(0.9, 0.6, 0.65, 0.8) } as const;
  const byClass = {
    kind: 'byClass',
    columns: new Map([
      ['no', Float64Array.of(0.9, 0.6, 0.65, 0.2)],
      ['yes', Float64Array.of(0.1, 0.4, 0.35, 0.8)],
    ]),
  } as const;
  const rows = { target: words('y', ['no', 'no', 'yes', 'yes']), prediction: words('p', ['no', 'no', 'no', 'yes']) };
  const [one, all] = [predicted, byClass].map((probabilities) =>
    performanceReport({ task: 'classification', reference: null, current: { ...rows, probabilities } }),
  );
  // scikit-learn 1.9.1 roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), log_loss
  expect(all?.metrics['roc_auc']?.current?.value).toBe(0.75);
  expect(all?.metrics['log_loss']?.current?.value).toBeCloseTo(0.47228795380917615, 14);
  expect(one?.metrics['log_loss']?.current?.value).toBeCloseTo(0.47228795380917615, 14);
  expect(one?.metrics['roc_auc']?.current?.value).toBe(0.75);
});

test.each([
  {
    name: 'a missing label or prediction leaves the row out',
    current: { target: words('y', ['a', null, 'b', 'b']), prediction: words('p', ['a', 'a', null, 'b']) },
    expected: { rows: { reference: 0, current: 2 }, leftOut: { reference: 0, current: 2 } },
  },
  {
    name: 'a class that is never predicted has no precision',
    current: { target: words('y', ['a', 'b', 'a']), prediction: words('p', ['a', 'a', 'a']) },
    expected: { classes: { b: { precision: { current: null, reason: expect.stringContaining('there are no predictions') } } } },
  },
  {
    name: 'one class only has no area under the curve',
    current: {
      target: words('y', ['a', 'a']),
      prediction: words('p', ['a', 'b']),
      probabilities: {
        kind: 'byClass',
        columns: new Map([
          ['a', Float64Array.of(0.9, 0.4)],
          ['b', Float64Array.of(0.1, 0.6)],
        ]),
      },
    } satisfies LabelledRows,
    expected: { metrics: { roc_auc: { current: null }, log_loss: { current: { value: expect.any(Number) } } } },
  },
  {
    name: 'probabilities outside 0 to 1 or missing are no probabilities',
    current: {
      target: words('y', ['a', 'b']),
      prediction: words('p', ['a', 'b']),
      probabilities: { kind: 'predicted', values: Float64Array.of(1.5, Number.NaN) },
    } satisfies LabelledRows,
    expected: { metrics: { roc_auc: { current: null }, accuracy: { current: { value: 1 } } } },
  },
  {
    name: 'a reference without predictions leaves the verdict open',
    current: { target: words('y', ['a', 'b']), prediction: words('p', ['a', 'b']) },
    expected: { verdict: 'unknown', reason: 'reference: there are no predictions' },
  },
])('$name', ({ current, expected }) => {
  const report = performanceReport({ task: 'classification', reference: null, current });
  expect(report).toMatchObject(expected);
  expect(accepts(report)).toBe(true);
});

test('few labels give figures but no verdict', () => {
  const report = performanceReport({
    task: 'classification',
    reference: simulatedClassification({ rows: 1000, seed: 1, right: 0.9 }),
    current: simulatedClassification({ rows: 29, seed: 9, right: 0.2 }),
  });
  expect(report).toMatchObject({ verdict: 'unknown', reason: 'current: a verdict needs 30 labelled rows, got 29' });
  expect(report?.metrics['accuracy']?.current?.value).toBeLessThan(0.5);
});

test('hundreds of classes are not measured, and dozens are listed by the most frequent', () => {
  const many = (count: number) =>
    words(
      'y',
      Array.from({ length: 3 * count }, (_, row) => `class ${row % count}`),
    );
  const too = performanceReport({ task: 'classification', reference: null, current: { target: many(600), prediction: many(600) } });
  expect(too).toMatchObject({ verdict: 'unknown', reason: 'a classification needs at most 500 classes to be measured' });
  const dozens = performanceReport({ task: 'classification', reference: null, current: { target: many(80), prediction: many(80) } });
  expect(Object.keys(dozens?.classes ?? {})).toHaveLength(50);
  expect(dozens?.confusion).toBeUndefined();
});
