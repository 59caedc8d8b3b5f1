import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { Column } from '../../../tables/src/table.ts';
import { conceptDriftReport } from './conceptDriftReport.ts';
import type { LabelledSide } from './labelledSide.ts';

/** A classifier that is wrong with a chance that may hang on the row. */
function classified(rows: number, seed: number, wrong: (row: number) => number): LabelledSide {
  const random = randomFromSeed(seed);
  const feature = Float64Array.from({ length: rows }, random);
  const label = Array.from({ length: rows }, () => (random() < 0.5 ? 'good' : 'bad'));
  const prediction = label.map((actual, row) => (random() < wrong(row) ? (actual === 'good' ? 'bad' : 'good') : actual));
  return { prediction: words(prediction), label: words(label), features: [{ name: 'x', type: 'numeric', values: feature }] };
}

/** A regression whose error has a deviation that may hang on the row. */
function predicted(rows: number, seed: number, deviation: (row: number) => number): LabelledSide {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const feature = Float64Array.from({ length: rows }, random);
  const prediction = feature.map((value, row) => 10 * value + deviation(row) * normal());
  return {
    prediction: numbers(prediction),
    label: numbers(feature.map((value) => 10 * value)),
    features: [{ ...numbers(feature), name: 'x' }],
  };
}

function words(values: (string | null)[]): Column {
  return { name: 'class', type: 'categorical', values };
}

function numbers(values: Float64Array): Column {
  return { name: 'number', type: 'numeric', values };
}

const steady = () => 0.1;

test('nothing is said where no current row can have an error', () => {
  expect(conceptDriftReport({ task: 'classification', reference: null, current: null, seed: 1 })).toBeNull();
});

test('the same world is stable, with the error over time', () => {
  const report = conceptDriftReport({
    task: 'classification',
    reference: classified(1000, 1, steady),
    current: classified(1000, 2, steady),
    seed: 1,
  });
  expect(report).toMatchObject({ verdict: 'stable', rows: 1000, error_given_features: { verdict: 'stable' } });
  expect(report?.error_rate).toHaveLength(60);
  expect(report?.detectors.map(({ detector }) => detector)).toEqual(['ddm', 'eddm', 'page_hinkley', 'adwin', 'kswin']);
});

test('a relation that changes halfway is drift, and the alarms come soon after, with their time', () => {
  const current = classified(2000, 4, (row) => (row < 1000 ? 0.1 : 0.45));
  const times = Float64Array.from({ length: 2000 }, (_, row) => Date.UTC(2025, 0, 1) + row * 60_000);
  const report = conceptDriftReport({ task: 'classification', reference: classified(1000, 3, steady), current, times, seed: 1 });
  expect(report).toMatchObject({ verdict: 'drifted', error_given_features: { verdict: 'drifted' } });
  const adwin = report?.detectors.find(({ detector }) => detector === 'adwin');
  const [alarm] = adwin?.events ?? [];
  expect(adwin?.verdict).toBe('drifted');
  expect(alarm?.row).toBeGreaterThan(1000);
  expect(alarm?.row).toBeLessThan(1150);
  expect(alarm?.time).toBe(new Date(Date.UTC(2025, 0, 1) + (alarm?.row ?? 0) * 60_000).toISOString());
});

test('without a reference the detectors decide, when adwin and another one agree', () => {
  const changed = {
    task: 'classification',
    reference: null,
    current: classified(2000, 4, (row) => (row < 1000 ? 0.1 : 0.45)),
    seed: 1,
  } as const;
  expect(conceptDriftReport(changed)).toMatchObject({ verdict: 'drifted', error_given_features: null });
  expect(conceptDriftReport({ ...changed, current: classified(2000, 4, steady) })?.verdict).toBe('stable');
});

test('an error that changes only with the inputs is a warning, not drift', () => {
  const random = randomFromSeed(8);
  const side = (rows: number, hard: (row: number) => number): LabelledSide => {
    const x = Float64Array.from({ length: rows }, (_, row) => (random() < hard(row) ? 1 : 0));
    return {
      prediction: numbers(x.map((value) => (random() < (value === 1 ? 0.6 : 0.05) ? 1 : 0))),
      label: numbers(new Float64Array(rows)),
      features: [{ ...numbers(x), name: 'hard' }],
    };
  };
  const report = conceptDriftReport({
    task: 'classification',
    reference: side(2000, () => 0.3),
    current: side(2000, (row) => (row < 1000 ? 0.05 : 0.8)),
    seed: 1,
  });
  expect(report).toMatchObject({ verdict: 'warning', error_given_features: { verdict: 'stable' } });
  expect(report?.reason).toContain('not at the same features');
});

test('a regression in any unit gives the same verdicts', () => {
  const world = (unit: number) => ({
    reference: predicted(1000, 5, () => unit),
    current: predicted(1000, 6, (row) => (row < 500 ? unit : 3 * unit)),
  });
  const [small, large] = [1e-6, 1e6].map((unit) => conceptDriftReport({ task: 'regression', seed: 1, ...world(unit) }));
  expect(small?.verdict).toBe('drifted');
  expect(large?.detectors.map(({ verdict }) => verdict)).toEqual(small?.detectors.map(({ verdict }) => verdict));
  expect(small?.detectors.find(({ detector }) => detector === 'adwin')?.verdict).toBe('drifted');
});

test('a change that came late is found in the newest quarter of the rows', () => {
  const current = classified(1000, 11, (row) => (row < 900 ? 0.1 : 0.6));
  const report = conceptDriftReport({ task: 'classification', reference: classified(2000, 12, steady), current, seed: 1 });
  expect(report?.verdict).toBe('drifted');
  expect(report?.error_given_features?.error?.current).toBeGreaterThan(0.2);
});

test('rows are read in the order of time, where every labelled row has one', () => {
  const ordered = classified(600, 9, (row) => (row < 300 ? 0.05 : 0.6));
  const reversed: LabelledSide = {
    features: [],
    prediction: words([...ordered.prediction.values].reverse() as string[]),
    label: words([...ordered.label.values].reverse() as string[]),
  };
  const times = Float64Array.from({ length: 600 }, (_, row) => 600 - row);
  const inOrder = conceptDriftReport({ task: 'classification', reference: null, current: ordered, seed: 1 });
  expect(conceptDriftReport({ task: 'classification', reference: null, current: reversed, times, seed: 1 })?.error_rate).toEqual(
    inOrder?.error_rate,
  );
  times[0] = Number.NaN;
  expect(conceptDriftReport({ task: 'classification', reference: null, current: reversed, times, seed: 1 })?.error_rate[0]).toBe(
    inOrder?.error_rate.at(-1),
  );
});

test.each([
  { name: 'no row', current: classified(0, 1, steady), rows: 0 },
  { name: '49 rows', current: classified(49, 1, steady), rows: 49 },
  {
    name: 'labels that are all missing',
    current: { ...classified(500, 1, steady), label: words(new Array<null>(500).fill(null)) },
    rows: 0,
  },
])('nothing is known of $name', ({ current, rows }) => {
  const report = conceptDriftReport({ task: 'classification', reference: classified(500, 2, steady), current, seed: 1 });
  expect(report).toMatchObject({
    verdict: 'unknown',
    reason: `needs 50 rows with label and prediction, got ${rows}`,
    rows,
    detectors: [],
    error_given_features: null,
  });
});

test('a detector says what it lacks', () => {
  const report = conceptDriftReport({ task: 'classification', reference: null, current: classified(60, 2, steady), seed: 1 });
  expect(report?.detectors.map(({ reason }) => reason)).toEqual([
    undefined,
    expect.stringMatching(/^needs more than 30 errors, got \d+$/),
    undefined,
    undefined,
    'needs 100 rows, got 60',
  ]);
});

test.each([
  {
    name: 'a model that is never wrong',
    task: 'classification' as const,
    make: (rows: number, seed: number) => classified(rows, seed, () => 0),
  },
  {
    name: 'a model that is always wrong',
    task: 'classification' as const,
    make: (rows: number, seed: number) => classified(rows, seed, () => 1),
  },
  { name: 'a constant loss', task: 'regression' as const, make: (rows: number, seed: number) => predicted(rows, seed, () => 0) },
  {
    name: 'losses near the largest double',
    task: 'regression' as const,
    make: (rows: number, seed: number) => predicted(rows, seed, () => 1e305),
  },
])('$name gives strict JSON and no drift', ({ task, make }) => {
  const report = conceptDriftReport({ task, reference: make(300, 1), current: make(300, 2), seed: 1 });
  expect(report?.verdict).toBe('stable');
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
