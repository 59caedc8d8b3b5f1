import { confusionIntervals, confusionScores, type Interval, logLoss, macroRocAuc } from '@modelmonitor/stats';
import type { ClassificationSide } from './classificationSide.ts';
import { type Figure, type Figures, figureAround, figureWithin, shareFigure, widenedFigure } from './figure.ts';

/** Scores that are ranked for the area under the curve: of more rows, one in so many. */
const MAX_RANKED_SCORES = 6_000_000;

export const CLASSIFICATION_METRICS = ['accuracy', 'balanced_accuracy', 'precision', 'recall', 'f1', 'roc_auc', 'log_loss'] as const;

export interface ClassificationFigures {
  readonly figures: Figures;
  /** Precision, recall and F1 of each class, in the order of the classes. */
  readonly perClass: readonly Figures[];
}

/**
 * The figures of one side, macro where there are several classes.
 *
 * Wilson's interval for shares of rows (accuracy; precision and recall of a class), a bootstrap of the confusion matrix for means over
 * classes and F1, DeLong's for the area under the curve, and the normal one for log loss.
 */
export function classificationFigures(side: ClassificationSide, seed: number): ClassificationFigures {
  if (side.confusion === null) return { figures: noFigures(side.nothing), perClass: [] };
  const scores = confusionScores(side.confusion);
  const intervals = confusionIntervals(side.confusion, { seed });
  const rows = side.actual.length;
  const bootstrapped = (value: number, interval: Interval) => widenedFigure(figureWithin(value, interval), rows);
  return {
    figures: new Map<string, Figure>([
      ['accuracy', shareFigure(Math.round(scores.accuracy * rows), rows)],
      ['balanced_accuracy', bootstrapped(scores.balancedAccuracy, intervals.balancedAccuracy)],
      ['precision', bootstrapped(scores.macroPrecision, intervals.macroPrecision)],
      ['recall', bootstrapped(scores.macroRecall, intervals.macroRecall)],
      ['f1', bootstrapped(scores.macroF1, intervals.macroF1)],
      ['roc_auc', areaFigure(side)],
      ['log_loss', logLossFigure(side)],
    ]),
    perClass: scores.perClass.map(({ f1, support, predicted }, index) => {
      const right = side.confusion?.[index]?.[index] ?? 0;
      const f1Figure = figureWithin(f1, intervals.f1[index] ?? { lower: Number.NaN, upper: Number.NaN });
      return new Map<string, Figure>([
        ['precision', predicted === 0 ? { missing: 'the class was never predicted' } : shareFigure(right, predicted)],
        ['recall', support === 0 ? { missing: 'no row is of the class' } : shareFigure(right, support)],
        ['f1', support + predicted === 0 ? { missing: 'the class does not occur' } : widenedFigure(f1Figure, Math.max(support, predicted))],
      ]);
    }),
  };
}

function noFigures(missing: string): Figures {
  return new Map(CLASSIFICATION_METRICS.map((name) => [name, { missing }]));
}

function areaFigure({ probabilities }: ClassificationSide): Figure {
  if ('missing' in probabilities) return { missing: probabilities.missing };
  const { actual, columns } = probabilities;
  const present = new Set(actual);
  if (present.size < 2) return { missing: 'all rows are of one class' };
  if (present.size < columns.length) return { missing: 'a class has no row' };
  const step = Math.ceil((actual.length * columns.length) / MAX_RANKED_SCORES);
  const kept = (_: number, row: number) => row % step === 0;
  const area = macroRocAuc(
    step === 1 ? actual : actual.filter(kept),
    columns.map((column) => (step === 1 ? column : column.filter(kept))),
  );
  if (Number.isNaN(area.value)) return { missing: 'a class has no row' };
  return widenedFigure(figureAround(area, { least: 0, most: 1 }), smallestClass(actual, columns.length));
}

function smallestClass(actual: Int32Array, classes: number): number {
  const counts = new Uint32Array(classes);
  for (const index of actual) counts[index] = (counts[index] as number) + 1;
  return Math.min(...counts);
}

function logLossFigure({ probabilities }: ClassificationSide): Figure {
  if ('missing' in probabilities) return { missing: probabilities.missing };
  const { actual, columns } = probabilities;
  const ofTruth = new Float64Array(actual.length);
  for (let row = 0; row < ofTruth.length; row++) ofTruth[row] = columns[actual[row] as number]?.[row] as number;
  return figureAround(logLoss(ofTruth), { least: 0 });
}
