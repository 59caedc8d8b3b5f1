import { randomFromSeed } from '@modelmonitor/stats';
import type { OutcomePage } from './performanceTables.ts';

/** Predictions of a model with two classes, one page, for tests. */
export interface SimulatedOutcomes {
  readonly rows: number;
  readonly seed: number;
  /** Milliseconds since 1970 of the first row, and from one row to the next. */
  readonly from: number;
  readonly step: number;
  /** Share of rows that are predicted right. */
  readonly right: number;
  /** Chance of a label, by the probability of the second class. */
  readonly labelled: (score: number) => number;
  readonly delay?: number;
}

export function simulatedOutcomes({ rows, seed, from, step, right, labelled, delay = 60_000 }: SimulatedOutcomes): OutcomePage {
  const random = randomFromSeed(seed);
  const times = Float64Array.from({ length: rows }, (_, row) => from + row * step);
  const scores = times.map(() => random());
  const predictions = scores.map((score) => (score > 0.5 ? 1 : 0));
  const actuals = predictions.map((predicted, row) => {
    const actual = random() < right ? predicted : 1 - predicted;
    return random() < labelled(scores[row] as number) ? actual : Number.NaN;
  });
  return {
    classes: ['no', 'yes'],
    modelClasses: 2,
    rows,
    times,
    versions: ['1'],
    versionOf: new Uint16Array(rows),
    predictions,
    probabilities: Float64Array.from(Array.from(scores).flatMap((score) => [1 - score, score])),
    actuals,
    labelTimes: times.map((time) => time + delay),
  };
}
