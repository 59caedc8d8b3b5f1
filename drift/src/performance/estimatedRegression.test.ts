import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { Column } from '../../../tables/src/table.ts';
import type { LabelledRows } from './labelledRows.ts';
import { performanceReport } from './performanceReport.ts';

interface Simulated {
  readonly rows: number;
  readonly seed: number;
  /** Mean of the feature that the size of the error depends on. */
  readonly mean: number;
}

/** The model predicts 10 + x, right on average; its error grows with |x| and is three times as large in region "north". */
function simulated({ rows, seed, mean }: Simulated): LabelledRows {
  const normal = normalFrom(randomFromSeed(seed));
  const numbers = (make: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => make(row));
  const x = numbers(() => mean + normal());
  const noise = numbers(() => normal());
  const region = Array.from(x, (_, row) => (row % 4 === 0 ? 'north' : row % 10 === 1 ? null : 'south'));
  const prediction = x.map((value) => 10 + value);
  const target = prediction.map(
    (value, row) => value + (noise[row] as number) * (0.2 + Math.abs(x[row] as number)) * (region[row] === 'north' ? 3 : 1),
  );
  const numeric = (name: string, values: Float64Array): Column => ({ name, type: 'numeric', values });
  return {
    target: numeric('y', target),
    prediction: numeric('prediction', prediction),
    features: [
      numeric('x', x),
      numeric(
        'noise',
        noise.map(() => normal()),
      ),
      { name: 'region', type: 'categorical', values: region },
    ],
  };
}

const reference = simulated({ rows: 5000, seed: 1, mean: 0 });
const unlabelled = (rows: LabelledRows): LabelledRows => ({ ...rows, target: null });

test.each([{ mean: 0 }, { mean: 1 }, { mean: -1.5 }])('the estimate follows the error when the feature moves to $mean', ({ mean }) => {
  const current = simulated({ rows: 4000, seed: 2, mean });
  const estimated = performanceReport({ task: 'regression', reference, current: unlabelled(current) })?.estimated;
  const realised = performanceReport({ task: 'regression', reference, current })?.metrics;
  expect(estimated).toMatchObject({ method: 'dle', rows: 4000 });
  for (const metric of ['mae', 'rmse']) {
    const ratio = (estimated?.metrics[metric]?.current?.value ?? Number.NaN) / (realised?.[metric]?.current?.value ?? Number.NaN);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  }
  expect(estimated?.metrics['mae']?.reference).toEqual(realised?.['mae']?.reference);
  expect(estimated?.verdict).toBe(mean === 0 ? 'stable' : 'worse');
});

test('without features the prediction alone still says something', () => {
  const bare = (rows: LabelledRows): LabelledRows => ({ target: rows.target, prediction: rows.prediction });
  const current = bare(simulated({ rows: 2000, seed: 3, mean: 1.5 }));
  expect(performanceReport({ task: 'regression', reference: bare(reference), current: unlabelled(current) })?.estimated?.verdict).toBe(
    'worse',
  );
});

test('nothing is estimated when every row has its label, or the reference has too few', () => {
  const current = simulated({ rows: 200, seed: 4, mean: 0 });
  expect(performanceReport({ task: 'regression', reference, current })?.estimated).toBeUndefined();
  const few = simulated({ rows: 20, seed: 5, mean: 0 });
  expect(performanceReport({ task: 'regression', reference: few, current: unlabelled(current) })?.estimated).toBeUndefined();
});

test('targets of 0 leave the percentage error out', () => {
  const targets = Float64Array.from(reference.target?.values as Float64Array, (value, row) => (row === 0 ? 0 : value));
  const zero: Column = { name: 'y', type: 'numeric', values: targets };
  const report = performanceReport({ task: 'regression', reference: { ...reference, target: zero }, current: unlabelled(reference) });
  expect(Object.keys(report?.estimated?.metrics ?? {})).toEqual(['mae', 'rmse']);
});
