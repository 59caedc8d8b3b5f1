import { confusionIntervals, confusionScores } from '@modelmonitor/stats/performance';
import type { ClassificationSide } from './classificationSide.ts';
import { type Figure, type Figures, figureWithin, shareFigure, widenFigure } from './figure.ts';
import { classificationMetrics } from './performanceMetrics.ts';

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
  if (side.confusion === null) {
    return { figures: new Map(classificationMetrics.map(({ name }) => [name, { missing: side.nothing }])), perClass: [] };
  }
  const scores = confusionScores(side.confusion);
  const intervals = confusionIntervals(side.confusion, { seed });
  const measured = { side, confusion: side.confusion, scores, intervals, rows: side.actual.length };
  return {
    figures: new Map(classificationMetrics.map(({ name, figure }) => [name, figure(measured)])),
    perClass: scores.perClass.map(({ f1, support, predicted }, index) => {
      const right = side.confusion?.[index]?.[index] ?? 0;
      const f1Figure = figureWithin(f1, intervals.f1[index] ?? { lower: Number.NaN, upper: Number.NaN });
      return new Map<string, Figure>([
        ['precision', predicted === 0 ? { missing: 'the class was never predicted' } : shareFigure(right, predicted)],
        ['recall', support === 0 ? { missing: 'no row is of the class' } : shareFigure(right, support)],
        ['f1', support + predicted === 0 ? { missing: 'the class does not occur' } : widenFigure(f1Figure, Math.max(support, predicted))],
      ]);
    }),
  };
}
