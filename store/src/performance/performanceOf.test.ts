import { readFileSync } from 'node:fs';
import { collectOutcomes, joinOutcomes, type OutcomeRows } from './outcomeRows.ts';
import { performanceOf } from './performanceOf.ts';
import type { PerformanceRecord } from './performanceRecord.ts';
import type { OutcomePage } from './performanceTables.ts';

interface Chunked {
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly figures: Readonly<Record<string, readonly number[]>>;
}

/** NannyML 0.13.1 on its own data: `fixtures/nannyml_chunks.py`. Another file, of all rows, by NANNYML_CHUNKS. */
const golden: {
  readonly chunk: number;
  readonly car_loan: Chunked & { readonly probability: readonly number[] };
  readonly cards: Chunked & { readonly probabilities: readonly (readonly number[])[]; readonly classes: readonly string[] };
  readonly car_price: Chunked;
} = JSON.parse(readFileSync(process.env['NANNYML_CHUNKS'] ?? `${import.meta.dirname}/../../fixtures/nannymlChunks.json`, 'utf8'));

/** Rows as a page, one prediction per second; half of the labels a minute later, half an hour later. */
function pageOf(actual: readonly number[], predicted: readonly number[], more: Partial<OutcomePage> = {}): OutcomePage {
  const rows = actual.length;
  const times = Float64Array.from({ length: rows }, (_, row) => 1000 * row);
  return {
    classes: [],
    modelClasses: 0,
    rows,
    times,
    versions: ['1'],
    versionOf: new Uint16Array(rows),
    predictions: Float64Array.from(predicted),
    probabilities: new Float64Array(),
    actuals: Float64Array.from(actual),
    labelTimes: times.map((time, row) => time + (row % 2 === 0 ? 60_000 : 3_600_000)),
    ...more,
  };
}

function recordsOf(page: OutcomePage, chunk: number): PerformanceRecord[] {
  const groups = new Map<string, OutcomeRows>();
  collectOutcomes(groups, page, (row) => String(Math.floor(row / chunk)));
  return Array.from(groups.values(), performanceOf);
}

const { chunk, car_loan: loan, cards, car_price: price } = golden;
const loanRecords = recordsOf(
  pageOf(loan.actual, loan.predicted, {
    classes: ['0', '1'],
    modelClasses: 2,
    probabilities: Float64Array.from(loan.probability.flatMap((p) => [1 - p, p])),
  }),
  chunk,
);
const cardRecords = recordsOf(
  pageOf(cards.actual, cards.predicted, {
    classes: cards.classes,
    modelClasses: 3,
    probabilities: Float64Array.from(cards.actual.flatMap((_, row) => cards.probabilities.map((column) => column[row] as number))),
  }),
  chunk,
);
const priceRecords = recordsOf(pageOf(price.actual, price.predicted), chunk);

/** Of two classes NannyML gives the scores of the second. */
function ofSecondClass({ confusion }: PerformanceRecord): Record<string, number> {
  const [[tn, fp], [fn, tp]] = confusion as [[number, number], [number, number]];
  return { precision: tp / (tp + fp), recall: tp / (tp + fn), f1: (2 * tp) / (2 * tp + fp + fn), specificity: tn / (tn + fp) };
}

test.each(Object.entries(loan.figures))('%s of two classes is NannyML’s in every chunk', (name, expected) => {
  expect(loanRecords).toHaveLength(expected.length);
  for (const [index, record] of loanRecords.entries())
    expect(ofSecondClass(record)[name] ?? record.figures.get(name)?.value).toBeCloseTo(expected[index] as number, 9);
});

test.each(Object.entries(cards.figures))('%s of three classes is NannyML’s in every chunk', (name, expected) => {
  for (const [index, record] of cardRecords.entries()) expect(record.figures.get(name)?.value).toBeCloseTo(expected[index] as number, 9);
});

test.each(Object.entries(price.figures))('%s of a regression is NannyML’s in every chunk', (name, expected) => {
  for (const [index, record] of priceRecords.entries())
    expect((record.figures.get(name)?.value as number) / (expected[index] as number)).toBeCloseTo(1, 9);
});

test('a day joined from its hours has the figures of all its rows', () => {
  const page = pageOf(loan.actual, loan.predicted, {
    classes: ['0', '1'],
    modelClasses: 2,
    probabilities: Float64Array.from(loan.probability.flatMap((p) => [1 - p, p])),
  });
  const hours = new Map<string, OutcomeRows>();
  collectOutcomes(hours, page, (row) => String(Math.floor(row / 100)));
  expect(performanceOf(joinOutcomes([...hours.values()]))).toEqual(recordsOf(page, page.rows)[0]);
});

test('delays are quantiles of the time from prediction to label, in seconds', () => {
  expect(loanRecords[0]?.delaySeconds).toEqual({ median: (60 + 3600) / 2, p90: 3600 });
});

test('a label that the model does not have counts as wrong, and leaves the figures of probabilities alone', () => {
  const [record] = recordsOf(
    pageOf([0, 1, 2, Number.NaN], [0, 1, 0, 0], {
      classes: ['no', 'yes', 'maybe'],
      modelClasses: 2,
      probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3),
    }),
    10,
  );
  expect(record).toMatchObject({
    predicted: 4,
    labelled: 3,
    classes: ['no', 'yes', 'maybe'],
    confusion: [
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ],
  });
  expect(record?.figures.get('accuracy')?.value).toBeCloseTo(2 / 3, 12);
  expect(record?.figures.get('roc_auc')?.value).toBe(1);
  expect(record?.figures.get('brier')?.value).toBeCloseTo((0.1 ** 2 + 0.2 ** 2) / 2, 12);
  expect(record?.scores.predicted).toEqual(Float64Array.of(0, 1, 0, 1, 1, 0, 0, 0, 1, 0));
  expect(record?.scores.labelled).toEqual(Float64Array.of(0, 1, 0, 0, 1, 0, 0, 0, 1, 0));
});

test('without labels there are counts and no figures; rows without a prediction do not count', () => {
  const [record] = recordsOf(pageOf([Number.NaN, Number.NaN, 1], [1, 2, Number.NaN]), 10);
  expect(record).toMatchObject({ predicted: 2, labelled: 0, delaySeconds: null, figures: new Map() });
});

test('infinite and huge values leave out what cannot be computed', () => {
  const [record] = recordsOf(pageOf([1, Number.POSITIVE_INFINITY, 1e308], [1, 2, -1e308]), 10);
  expect(record?.figures.has('mse')).toBe(false);
  expect(record?.labelled).toBe(3);
});
