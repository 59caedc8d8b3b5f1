import type { PerformanceHistory } from '@modelmonitor/api';
import { homogeneityTest, normalSurvival } from '@modelmonitor/stats';
import { joinScores, SCORE_BANDS } from './outcomeRows.ts';
import type { PerformanceRecord } from './performanceRecord.ts';

type Selection = NonNullable<PerformanceHistory['versions'][string]['selection']>;

/** Chance of a false warning. */
const ALPHA = 0.01;
/** A band whose labelled share differs by less from the overall share does not matter. */
const MATERIAL_CHANGE = 0.1;
/** Fewest labelled rows. */
const FEWEST_ROWS = 100;

/**
 * Whether the labelled predictions are a fair sample of all. For classes, labelled against unlabelled rows by score band (χ² of homogeneity);
 * for values, the mean prediction of labelled against unlabelled rows. Of mature periods, where nearly all labels that will come have come.
 */
export function selectionOf(records: readonly PerformanceRecord[]): Selection | undefined {
  const [first] = records;
  if (first === undefined) return undefined;
  const predicted = joinScores(records.map(({ scores }) => scores.predicted));
  const labelled = joinScores(records.map(({ scores }) => scores.labelled));
  return first.task === 'regression' ? selectionByMean(predicted, labelled) : selectionByBand(predicted, labelled);
}

function selectionByBand(predicted: Float64Array, labelled: Float64Array): Selection | undefined {
  const unlabelled = predicted.map((count, band) => count - (labelled[band] as number));
  const [rows, missing] = [sumOf(labelled), sumOf(unlabelled)];
  if (rows < FEWEST_ROWS || missing === 0) return undefined;
  const used = Array.from(predicted.keys()).filter((band) => (predicted[band] as number) > 0);
  const { pValue } = homogeneityTest(
    used.map((band) => labelled[band] as number),
    used.map((band) => unlabelled[band] as number),
  );
  const share = rows / (rows + missing);
  const bands = used.map((band) => ({
    from: band / SCORE_BANDS,
    to: (band + 1) / SCORE_BANDS,
    predicted: predicted[band] as number,
    labelled: labelled[band] as number,
  }));
  const frequent = bands.filter((band) => band.predicted * share >= 5);
  const shares = frequent.map((band) => band.labelled / band.predicted);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  if (pValue >= ALPHA || Math.max(most - share, share - least) < MATERIAL_CHANGE * share) return { pValue, bands };
  const warning = `labels depend on the score: ${percent(least)} to ${percent(most)} of the predictions of a score band have one, ${percent(share)} overall; figures may not hold for all predictions`;
  return { pValue, bands, warning };
}

function selectionByMean(predicted: Float64Array, labelled: Float64Array): Selection | undefined {
  const [all = 0, meanOfAll = 0, squaresOfAll = 0] = predicted;
  const [rows = 0, mean = 0, squares = 0] = labelled;
  const missing = all - rows;
  if (rows < FEWEST_ROWS || missing < 2) return undefined;
  const otherMean = (all * meanOfAll - rows * mean) / missing;
  const otherSquares = Math.max(0, squaresOfAll - squares - ((otherMean - mean) ** 2 * rows * missing) / all);
  const standardError = Math.sqrt(squares / (rows - 1) / rows + otherSquares / (missing - 1) / missing);
  const difference = Math.abs(mean - otherMean);
  if (standardError === 0) return undefined;
  const pValue = Math.min(1, 2 * normalSurvival(difference / standardError));
  if (pValue >= ALPHA || difference < MATERIAL_CHANGE * Math.sqrt(squaresOfAll / (all - 1))) return { pValue, bands: [] };
  const warning = `labels depend on the prediction: its mean is ${shortNumber(mean)} with a label and ${shortNumber(otherMean)} without; figures may not hold for all predictions`;
  return { pValue, bands: [], warning };
}

function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
