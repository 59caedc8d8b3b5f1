import type { Estimate } from '@modelmonitor/api';
import {
  averagePrecision,
  type CalibrationBin,
  calibrationBins,
  confusionIntervals,
  confusionScores,
  expectedCalibrationError,
  logLoss,
  macroRocAuc,
  meanEstimate,
} from '@modelmonitor/stats/performance';
import { estimateAround, estimateOfShare, estimateWithin, finiteFigures } from './estimateIntervals.ts';
import type { OutcomeRows } from './outcomeRows.ts';
import type { PerformanceRecord } from './performanceRecord.ts';

/** Probabilities that are ranked at most: of more, every so many rows. */
const MOST_RANKED = 6_000_000;

type ClassFigures = Pick<PerformanceRecord, 'classes' | 'confusion' | 'calibration' | 'figures'>;

/** Figures of a classification: by the confusion matrix, and by the probabilities of rows whose label the model has. */
export function classFigures(parts: OutcomeRows['parts']): ClassFigures {
  const classes = Array.from(
    new Set([...parts.flatMap((part) => part.classes.slice(0, part.modelClasses)), ...parts.flatMap((part) => part.classes)]),
  );
  const confusion = classes.map(() => new Array<number>(classes.length).fill(0));
  let rows = 0;
  for (const { classes: own, actual, predicted } of parts) {
    const index = own.map((name) => classes.indexOf(name));
    rows += actual.length;
    for (let row = 0; row < actual.length; row++) {
      const counts = confusion[index[actual[row] as number] as number] as number[];
      const column = index[predicted[row] as number] as number;
      counts[column] = (counts[column] as number) + 1;
    }
  }
  if (rows === 0) return { classes, confusion: [], calibration: [], figures: new Map() };
  const stated = probabilitiesOf(parts, classes);
  const [calibration, error] = stated === undefined ? [[], undefined] : calibrationOf(stated);
  return {
    classes,
    confusion,
    calibration,
    figures: finiteFigures([
      ...confusionFigures(confusion, rows),
      ...(stated === undefined ? [] : probabilityFigures(stated)),
      ['calibration_error', error],
    ]),
  };
}

function confusionFigures(confusion: readonly (readonly number[])[], rows: number): [string, Estimate][] {
  const scores = confusionScores(confusion);
  const intervals = confusionIntervals(confusion, { seed: 1, resamples: 200 });
  const right = confusion.reduce((sum, counts, index) => sum + (counts[index] ?? 0), 0);
  return [
    ['accuracy', estimateOfShare(right, rows)],
    ['balanced_accuracy', estimateWithin(scores.balancedAccuracy, intervals.balancedAccuracy, rows)],
    ['precision', estimateWithin(scores.macroPrecision, intervals.macroPrecision, rows)],
    ['recall', estimateWithin(scores.macroRecall, intervals.macroRecall, rows)],
    ['specificity', { value: scores.macroSpecificity, lower: null, upper: null }],
    ['f1', estimateWithin(scores.macroF1, intervals.macroF1, rows)],
  ];
}

/** Rows with a probability of every class, in the class numbers of the model. */
interface Stated {
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  readonly columns: readonly Float64Array[];
}

/** Undefined where no row has all probabilities, or the model changed its classes within the period. */
function probabilitiesOf(parts: OutcomeRows['parts'], classes: readonly string[]): Stated | undefined {
  const width = parts[0]?.modelClasses ?? 0;
  if (
    width < 2 ||
    parts.some((part) => part.modelClasses !== width || part.classes.some((name, index) => index < width && name !== classes[index]))
  )
    return undefined;
  const most = parts.reduce((sum, { actual }) => sum + actual.length, 0);
  const [actual, predicted] = [new Int32Array(most), new Int32Array(most)];
  const columns = Array.from({ length: width }, () => new Float64Array(most));
  let count = 0;
  for (const part of parts)
    for (let row = 0; row < part.actual.length; row++) {
      if ((part.actual[row] as number) >= width || !isStated(part.probabilities, row, width)) continue;
      actual[count] = part.actual[row] as number;
      predicted[count] = part.predicted[row] as number;
      for (let index = 0; index < width; index++)
        (columns[index] as Float64Array)[count] = part.probabilities[row * width + index] as number;
      count++;
    }
  if (count === 0) return undefined;
  return {
    actual: actual.subarray(0, count),
    predicted: predicted.subarray(0, count),
    columns: columns.map((column) => column.subarray(0, count)),
  };
}

function isStated(probabilities: Float64Array, row: number, width: number): boolean {
  for (let index = 0; index < width; index++) {
    const value = probabilities[row * width + index] as number;
    if (!(value >= 0 && value <= 1)) return false;
  }
  return true;
}

function probabilityFigures(stated: Stated): [string, Estimate | undefined][] {
  const { actual, columns } = stated;
  const ofTrueClass = new Float64Array(actual.length);
  const distances = new Float64Array(actual.length);
  for (let row = 0; row < actual.length; row++) {
    ofTrueClass[row] = (columns[actual[row] as number] as Float64Array)[row] as number;
    distances[row] = squaredDistance(stated, row);
  }
  const ranked = rankedRows(stated);
  const present = new Set(ranked.actual);
  const area = present.size < Math.max(2, columns.length) ? undefined : macroRocAuc(ranked.actual, ranked.columns);
  return [
    ['roc_auc', area && estimateWithin(area.value, estimateAround(area, 1) as { lower: number; upper: number }, actual.length)],
    ['average_precision', { value: macroAveragePrecision(ranked), lower: null, upper: null }],
    ['log_loss', estimateAround(logLoss(ofTrueClass))],
    ['brier', estimateAround(meanEstimate(distances))],
  ];
}

/** Brier score of a row: of two classes the squared error of the second one's probability, of more the sum over all classes. */
function squaredDistance({ actual, columns }: Stated, row: number): number {
  const error = (index: number) => ((columns[index] as Float64Array)[row] as number) - (actual[row] === index ? 1 : 0);
  if (columns.length === 2) return error(1) ** 2;
  return columns.reduce((sum, _, index) => sum + error(index) ** 2, 0);
}

function rankedRows(stated: Stated): Stated {
  const step = Math.ceil((stated.actual.length * stated.columns.length) / MOST_RANKED);
  if (step === 1) return stated;
  const isKept = (_: number, row: number) => row % step === 0;
  return {
    actual: stated.actual.filter(isKept),
    predicted: stated.predicted.filter(isKept),
    columns: stated.columns.map((column) => column.filter(isKept)),
  };
}

/** Of two classes that of the second; else the mean over the classes, absent where one has no row. */
function macroAveragePrecision({ actual, columns }: Stated): number {
  const ranked = columns.length === 2 ? [1] : columns.map((_, index) => index);
  const values = ranked.map((index) => {
    const [positives, negatives] = splitSorted(columns[index] as Float64Array, (row) => actual[row] === index);
    return averagePrecision(positives, negatives);
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function calibrationOf({ actual, predicted, columns }: Stated): [CalibrationBin[], Estimate | undefined] {
  const isBinary = columns.length === 2;
  const stated = isBinary ? (columns[1] as Float64Array) : Float64Array.from(predicted, (index, row) => columns[index]?.[row] as number);
  const [positives, negatives] = splitSorted(stated, (row) => (isBinary ? actual[row] === 1 : actual[row] === predicted[row]));
  if (stated.length < 4) return [[], undefined];
  return [calibrationBins(positives, negatives), { value: expectedCalibrationError(positives, negatives), lower: null, upper: null }];
}

function splitSorted(values: Float64Array, isPositive: (row: number) => boolean): [positives: Float64Array, negatives: Float64Array] {
  const positives = values.filter((_, row) => isPositive(row)).sort();
  return [positives, values.filter((_, row) => !isPositive(row)).sort()];
}
