import { confusionScores, expectedConfusion, expectedRocAuc } from '@modelmonitor/stats/performance';
import type { Column } from '../../../tables/src/table.ts';
import { calibrationOf } from './calibratedProbabilities.ts';
import type { LabelledRows } from './labelledRows.ts';
import { performanceReport } from './performanceReport.ts';

// Expected values throughout: NannyML 0.13.1, CBPE(..., chunk_size=all rows).fit(reference).estimate(current without labels), on the same numbers.
const STEPS = [0.6180339887498949, 0.7548776662466927, 0.8191725133961645, 0.8566748838545029];

interface Part {
  readonly rows: number;
  readonly offset: number;
  readonly shift: number;
}

function fractions(index: number, { rows, offset }: Part): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => ((row + 1 + offset) * (STEPS[index] as number)) % 1);
}

/** Scores of a logistic model; the truth follows `chance` of the score. */
function binary(part: Part, chance: (score: number) => number): { scores: Float64Array; actual: Int32Array; predicted: Int32Array } {
  const scores = fractions(0, part).map((value) => 1 / (1 + Math.exp(-3 * (2 * value - 1 + part.shift))));
  const noise = fractions(1, part);
  return {
    scores,
    actual: Int32Array.from(scores, (score, row) => Number((noise[row] as number) < chance(score))),
    predicted: Int32Array.from(scores, (score) => Number(score > 0.5)),
  };
}

const both = (scores: Float64Array) => [scores.map((score) => 1 - score), scores];

describe('two classes', () => {
  test.each([
    {
      name: 'scores that claim too much are calibrated',
      chance: (score: number) => score ** 2,
      seed: 1,
      expected: {
        calibrated: true,
        area: 0.9062310912128531,
        f1: 0.8290166176026835,
        precision: 0.7408879608945164,
        recall: 0.9409416724115777,
        specificity: 0.5958834995558147,
        accuracy: 0.7860702215396711,
      },
    },
    {
      name: 'calibrated scores are taken as they are',
      chance: (score: number) => score,
      // Of such scores some splits say yes and some no, here as in NannyML: calibration changes hardly anything.
      seed: 2,
      expected: {
        calibrated: false,
        area: 0.8572401549762473,
        f1: 0.8524952631642809,
        precision: 0.8384771715899693,
        recall: 0.8669900476300868,
        specificity: 0.6499733279920111,
        accuracy: 0.7968890809895045,
      },
    },
  ])('$name', ({ chance, seed, expected }) => {
    const reference = binary({ rows: 2000, offset: 0, shift: 0 }, chance);
    const current = binary({ rows: 2000, offset: 2000, shift: 0.4 }, chance);
    const { calibrate, calibrates } = calibrationOf({ actual: reference.actual, columns: both(reference.scores), seed });
    const probabilities = calibrate(both(current.scores));
    const scores = confusionScores(expectedConfusion(current.predicted, probabilities));
    expect(calibrates).toBe(expected.calibrated);
    expect(scores.accuracy).toBeCloseTo(expected.accuracy, 11);
    expect(scores.perClass[1]?.precision).toBeCloseTo(expected.precision, 11);
    expect(scores.perClass[1]?.recall).toBeCloseTo(expected.recall, 11);
    expect(scores.perClass[1]?.f1).toBeCloseTo(expected.f1, 11);
    expect(scores.perClass[1]?.specificity).toBeCloseTo(expected.specificity, 11);
    // NannyML rounds its counts to five places.
    expect(expectedRocAuc(current.scores, probabilities[1] as Float64Array)).toBeCloseTo(expected.area, 8);
  });

  test('the report has accuracy and area with their sampling errors', () => {
    const reference = labelled(binary({ rows: 2000, offset: 0, shift: 0 }, (score) => score ** 2));
    const current = labelled(binary({ rows: 2000, offset: 2000, shift: 0.4 }, (score) => score ** 2));
    const estimated = performanceReport({ task: 'classification', reference, current: { ...current, target: null } })?.estimated;
    expect(estimated).toMatchObject({ method: 'cbpe', rows: 2000, calibrated: true });
    expect(estimated?.metrics['accuracy']?.current?.value).toBeCloseTo(0.7860702215396711, 11);
    expect(samplingError(estimated?.metrics['accuracy']?.current)).toBeCloseTo(0.009178500694557909, 9);
    expect(samplingError(estimated?.metrics['roc_auc']?.current)).toBeCloseTo(0.004554257610387709, 5);
  });
});

describe('one row', () => {
  const row = (probabilities: Record<string, number>): LabelledRows => ({
    target: null,
    prediction: categorical('p', [Object.keys(probabilities)[0] as string]),
    probabilities: {
      kind: 'byClass',
      columns: new Map(Object.entries(probabilities).map(([name, value]) => [name, Float64Array.of(value)])),
    },
  });

  test.each([
    {
      name: 'two classes',
      reference: labelled(binary({ rows: 2000, offset: 0, shift: 0 }, (score) => score)),
      current: row({ '0': 1, '1': 0 }),
      reason: 'current: all rows are expected to be of one class',
    },
    {
      name: 'three classes',
      reference: multi({ rows: 3000, offset: 0, shift: 0 }),
      current: row({ a: 1, b: 0, c: 0 }),
      reason: 'current: a class is expected in no row',
    },
  ])('of $name that is certain has no area under the curve', ({ reference, current, reason }) => {
    const metrics = performanceReport({ task: 'classification', reference, current })?.estimated?.metrics;
    expect(metrics?.['roc_auc']).toMatchObject({ current: null, verdict: 'unknown', reason });
    expect(metrics?.['accuracy']).toMatchObject({ verdict: 'unknown', reason: 'current: a verdict needs 30 labelled rows, got 1' });
  });
});

describe('three classes', () => {
  const reference = multi({ rows: 3000, offset: 0, shift: 0 });
  const current = multi({ rows: 3000, offset: 3000, shift: 1 });
  const estimated = performanceReport({ task: 'classification', reference, current: { ...current, target: null } })?.estimated;

  test.each([
    { metric: 'roc_auc', value: 0.9002112526847249, error: 0.0033860790202575957, errorDigits: 4 },
    { metric: 'f1', value: 0.7301950963815919, error: 0.00800529477265344, errorDigits: 9 },
    { metric: 'precision', value: 0.733968760015153, error: 0.008191862415445983, errorDigits: 9 },
    { metric: 'recall', value: 0.7273314348962101, error: 0.008189947732954306, errorDigits: 9 },
    { metric: 'specificity', value: 0.8674124745838551, error: 0.004475103889387702, errorDigits: 9 },
    { metric: 'accuracy', value: 0.7433908645825131, error: 0.008191585565327024, errorDigits: 9 },
  ])('the estimated $metric and its sampling error are those of NannyML', ({ metric, value, error, errorDigits }) => {
    const figure = estimated?.metrics[metric]?.current;
    expect(figure?.value).toBeCloseTo(value, metric === 'roc_auc' ? 7 : 11);
    expect(samplingError(figure)).toBeCloseTo(error, errorDigits);
  });

  test('the reference beside an estimate is what was realised there, and the estimate comes near to what turns out', () => {
    const realised = performanceReport({ task: 'classification', reference, current });
    expect(estimated?.metrics['accuracy']?.reference).toEqual(realised?.metrics['accuracy']?.reference);
    const after = realised?.metrics['accuracy']?.current?.value ?? Number.NaN;
    expect(Math.abs((estimated?.metrics['accuracy']?.current?.value ?? 0) - after)).toBeLessThan(0.03);
    expect(realised?.estimated).toBeUndefined();
  });

  test('a probability of the predicted class alone gives no estimate for three classes', () => {
    const values = (reference.probabilities?.kind === 'byClass' && reference.probabilities.columns.get('a')) || new Float64Array();
    const sure = { kind: 'predicted', values } as const;
    const report = performanceReport({
      task: 'classification',
      reference: { ...reference, probabilities: sure },
      current: { ...current, target: null, probabilities: sure },
    });
    expect(report?.estimated).toBeUndefined();
    expect(report?.metrics['roc_auc']).toMatchObject({
      verdict: 'unknown',
      reason: 'reference: more than two classes need a probability each',
    });
  });
});

function samplingError(figure: { readonly value: number; readonly upper: number | null } | null | undefined): number {
  return ((figure?.upper ?? Number.NaN) - (figure?.value ?? 0)) / 1.959963984540054;
}

function categorical(name: string, values: readonly string[]): Column {
  return { name, type: 'categorical', values };
}

function labelled({ scores, actual, predicted }: ReturnType<typeof binary>): LabelledRows {
  return {
    target: categorical('y', Array.from(actual, String)),
    prediction: categorical('p', Array.from(predicted, String)),
    probabilities: { kind: 'byClass', columns: new Map(both(scores).map((column, index) => [String(index), column])) },
  };
}

function multi(part: Part): LabelledRows {
  const weights = [0, 1, 2].map((index) => fractions(index, part).map((value) => 0.1 + value ** 3 * (index === 2 ? 1 + part.shift : 1)));
  const [a, b, c] = scaled(weights) as [Float64Array, Float64Array, Float64Array];
  const [trueA, trueB] = scaled([a, b, c].map((column) => column.map((value) => value * value))) as [Float64Array, Float64Array];
  const noise = fractions(3, part);
  const names = ['a', 'b', 'c'];
  return {
    target: categorical(
      'y',
      Array.from(
        noise,
        (value, row) =>
          names[Number(value > (trueA[row] as number)) + Number(value > (trueA[row] as number) + (trueB[row] as number))] as string,
      ),
    ),
    prediction: categorical(
      'p',
      Array.from(a, (value, row) => {
        const chances = [value, b[row] as number, c[row] as number];
        return names[chances.indexOf(Math.max(...chances))] as string;
      }),
    ),
    probabilities: { kind: 'byClass', columns: new Map([a, b, c].map((column, index) => [names[index] as string, column])) },
  };
}

function scaled(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((column) => column.map((value, row) => value / columns.reduce((sum, other) => sum + (other[row] as number), 0)));
}
