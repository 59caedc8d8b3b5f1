import { randomFromSeed } from '@modelmonitor/stats';
import type { Column } from '../../../tables/src/table.ts';
import type { LabelledRows } from './labelledRows.ts';

/** A column of categories, for tests. */
export function words(name: string, values: readonly (string | null)[]): Column {
  return { name, type: 'categorical', values };
}

/** A column of numbers, for tests. */
export function numbers(name: string, values: readonly number[]): Column {
  return { name, type: 'numeric', values: Float64Array.from(values) };
}

export interface Simulated {
  readonly rows: number;
  readonly seed: number;
  /** Share of rows the model gets right. */
  readonly right: number;
}

/** Three classes; the model is sure of its answer to 0.8. */
export function simulatedClassification({ rows, seed, right }: Simulated): LabelledRows & { target: Column; prediction: Column } {
  const random = randomFromSeed(seed);
  const names = ['a', 'b', 'c'];
  const actual = Array.from({ length: rows }, () => Math.floor(3 * random()));
  const predicted = actual.map((index) => (random() < right ? index : (index + 1) % 3));
  const column = (index: number) => Float64Array.from(predicted, (one) => (one === index ? 0.8 : 0.1) + 0.01 * random());
  return {
    target: words(
      'y',
      actual.map((index) => names[index] as string),
    ),
    prediction: words(
      'p',
      predicted.map((index) => names[index] as string),
    ),
    probabilities: { kind: 'byClass', columns: new Map(names.map((name, index) => [name, column(index)])) },
  };
}

/** Errors of the given size around y = row mod 10. */
export function simulatedRegression({
  rows,
  seed,
  size,
}: {
  readonly rows: number;
  readonly seed: number;
  readonly size: number;
}): LabelledRows {
  const random = randomFromSeed(seed);
  const target = Array.from({ length: rows }, (_, row) => 1 + (row % 10));
  return {
    target: numbers('y', target),
    prediction: numbers(
      'p',
      target.map((value) => value + size * (random() - 0.5)),
    ),
  };
}
