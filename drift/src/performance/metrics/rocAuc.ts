import { expectedRocAuc, macroRocAuc } from '@modelmonitor/stats/performance';
import { rowsWhere } from '../classificationSide.ts';
import { pick } from '../classProbabilities.ts';
import { type Figure, figureAround, widenFigure } from '../figure.ts';
import type { ClassificationMetric, ExpectedClasses, MeasuredClasses, RealisedClasses } from '../metricDescriptor.ts';

/** Scores that are ranked for the area under the curve: of more rows, one in so many. */
const MAX_RANKED_SCORES = 6_000_000;
/** Rows the estimated area under the curve is worked out from. */
const RANKED_ROWS = 200_000;

/** Area under the ROC curve, one class against the rest, with DeLong's interval. */
export const rocAuc: ClassificationMetric = {
  name: 'roc_auc',
  task: 'classification',
  good: 'higher',
  headline: true,
  words: { title: 'ROC AUC', about: 'area under the ROC curve, mean over the classes against the rest' },
  figure,
  expected: { value: expectedArea, standardError: areaSamplingError },
};

function figure({ side: { probabilities } }: MeasuredClasses): Figure {
  if ('missing' in probabilities) return { missing: probabilities.missing };
  const { actual, columns } = probabilities;
  const present = new Set(actual);
  if (present.size < 2) return { missing: 'all rows are of one class' };
  if (present.size < columns.length) return { missing: 'a class has no row' };
  const step = Math.ceil((actual.length * columns.length) / MAX_RANKED_SCORES);
  const isKept = (_: number, row: number) => row % step === 0;
  const area = macroRocAuc(
    step === 1 ? actual : actual.filter(isKept),
    columns.map((column) => (step === 1 ? column : column.filter(isKept))),
  );
  if (Number.isNaN(area.value)) return { missing: 'a class has no row' };
  return widenFigure(figureAround(area, { least: 0, most: 1 }), smallestClass(actual, columns.length));
}

function smallestClass(actual: Int32Array, classes: number): number {
  const counts = new Uint32Array(classes);
  for (const index of actual) counts[index] = (counts[index] as number) + 1;
  return Math.min(...counts);
}

function expectedArea({ stated, calibrated }: ExpectedClasses): number | { readonly missing: string } {
  const rows = stated[0]?.length ?? 0;
  const step = Math.ceil(rows / RANKED_ROWS);
  const kept = rowsWhere(rows, (row) => row % step === 0);
  const areas = stated.map((scores, index) => [scores, calibrated[index] as Float64Array] as const);
  const ranked = (areas.length === 2 ? areas.slice(1) : areas).map(([scores, expected]) =>
    expectedRocAuc(pick(scores, kept), pick(expected, kept)),
  );
  if (ranked.some(Number.isNaN))
    return { missing: areas.length === 2 ? 'all rows are expected to be of one class' : 'a class is expected in no row' };
  return ranked.reduce((sum, area) => sum + area, 0) / ranked.length;
}

/** Of two classes √(variance / (rows · share)), of more the mean over classes, widened by a fifth as NannyML found it has to be. */
function areaSamplingError({ actual, columns, rows }: RealisedClasses): number {
  const step = Math.ceil(actual.length / RANKED_ROWS);
  const kept = rowsWhere(actual.length, (row) => row % step === 0);
  const labels = kept.map((row) => actual[row] as number);
  const { perClass } = macroRocAuc(
    labels,
    columns.map((column) => pick(column, kept)),
  );
  const variances = perClass.map(({ positiveVariance, negativeVariance }, index) => {
    const own = columns.length === 2 ? 1 : index;
    const share = labels.reduce((sum, label) => sum + Number(label === own), 0) / labels.length;
    return (share > 0.5 ? negativeVariance : positiveVariance) / (rows * Math.min(share, 1 - share));
  });
  const error = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)) / variances.length;
  return columns.length === 2 ? error : 1.2 * error;
}
