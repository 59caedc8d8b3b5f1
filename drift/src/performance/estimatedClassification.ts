import type { EstimatedPerformance } from '@modelmonitor/api';
import { confusionScores, expectedConfusion, expectedRocAuc, macroRocAuc, samplingErrors } from '@modelmonitor/stats';
import { type Calibration, calibrationOf } from './calibratedProbabilities.ts';
import { classCodes } from './classCodes.ts';
import { type ClassificationSide, rowsWhere } from './classificationSide.ts';
import { classProbabilities, picked } from './classProbabilities.ts';
import { type Figure, type Figures, figureAround } from './figure.ts';
import { judgedGroups } from './judgedGroups.ts';
import type { LabelledRows } from './labelledRows.ts';
import { overallVerdict } from './overallVerdict.ts';

const ESTIMATED = ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'roc_auc'] as const;
/** Rows the estimated area under the curve is worked out from. */
const RANKED_ROWS = 200_000;

interface Inputs {
  readonly sides: { readonly reference: ClassificationSide; readonly current: ClassificationSide };
  readonly current: LabelledRows;
  readonly classes: readonly string[];
  /** What was realised on the reference. */
  readonly figures: Figures;
  readonly seed: number;
}

/** Rows whose figures are expected rather than counted. */
interface Unlabelled {
  readonly predicted: Int32Array;
  readonly columns: readonly Float64Array[];
}

/**
 * Confidence-based performance estimation (CBPE): the figures to expect of the current rows, from the probabilities the model stated,
 * calibrated on the reference. The interval is 1.96 sampling errors; the verdict holds the estimate against the same estimate of the reference,
 * so that what calibration leaves over is not taken for a change.
 *
 * It sees a change of the inputs, not one of the relation between inputs and label.
 *
 * @returns null when every current row has its label, or the reference lacks labels or probabilities
 * @see NannyML 0.13, CBPE
 */
export function estimatedClassification({ sides, current, classes, figures, seed }: Inputs): EstimatedPerformance | null {
  const { probabilities, confusion } = sides.reference;
  const now = sides.current.leftOut === 0 ? null : unlabelledRows(current, classes);
  if (now === null || confusion === null || 'missing' in probabilities) return null;
  const { calibrate, calibrates } = calibrationOf({ actual: probabilities.actual, columns: probabilities.columns, seed });
  const rows = now.predicted.length;
  const errors = { ...samplingErrors(confusion, rows), area: areaSamplingError(probabilities, rows) };
  const specificity = figureAround(
    {
      value: confusionScores(confusion).macroSpecificity,
      standardError: samplingErrors(confusion, sides.reference.actual.length).macroSpecificity,
    },
    { least: 0, most: 1 },
  );
  const metrics = judgedGroups(ESTIMATED, {
    reference: new Map([...figures, ['specificity', specificity]]),
    current: expectedFigures(now, calibrate, errors),
    baseline: expectedFigures(probabilities, calibrate, errors),
    rows: { reference: sides.reference.actual.length, current: rows },
  });
  return { method: 'cbpe', rows, calibrated: calibrates, ...overallVerdict(metrics), metrics };
}

function unlabelledRows({ prediction, probabilities }: LabelledRows, classes: readonly string[]): Unlabelled | null {
  if (prediction === null) return null;
  const answers = classCodes(prediction, classes);
  const rows = rowsWhere(answers.length, (row) => (answers[row] as number) >= 0);
  const sure = classProbabilities({ probabilities, classes, predicted: answers, rows });
  return 'missing' in sure ? null : { predicted: sure.rows.map((row) => answers[row] as number), columns: sure.columns };
}

type Errors = ReturnType<typeof samplingErrors> & { readonly area: number };

function expectedFigures({ predicted, columns }: Unlabelled, calibrate: Calibration, errors: Errors): Figures {
  const probabilities = calibrate(columns);
  const scores = confusionScores(expectedConfusion(predicted, probabilities));
  const figure = (value: number, standardError: number): Figure => figureAround({ value, standardError }, { least: 0, most: 1 });
  return new Map([
    ['accuracy', figure(scores.accuracy, errors.accuracy)],
    ['precision', figure(scores.macroPrecision, errors.macroPrecision)],
    ['recall', figure(scores.macroRecall, errors.macroRecall)],
    ['specificity', figure(scores.macroSpecificity, errors.macroSpecificity)],
    ['f1', figure(scores.macroF1, errors.macroF1)],
    ['roc_auc', figure(expectedArea(columns, probabilities), errors.area)],
  ]);
}

function expectedArea(stated: readonly Float64Array[], calibratedColumns: readonly Float64Array[]): number {
  const rows = stated[0]?.length ?? 0;
  const step = Math.ceil(rows / RANKED_ROWS);
  const kept = rowsWhere(rows, (row) => row % step === 0);
  const areas = stated.map((scores, index) => [scores, calibratedColumns[index] as Float64Array] as const);
  const ranked = (areas.length === 2 ? areas.slice(1) : areas).map(([scores, expected]) =>
    expectedRocAuc(picked(scores, kept), picked(expected, kept)),
  );
  return ranked.reduce((sum, area) => sum + area, 0) / ranked.length;
}

/** Of two classes √(variance / (rows · share)), of more the mean over classes, widened by a fifth as NannyML found it has to be. */
function areaSamplingError({ actual, columns }: Unlabelled & { readonly actual: Int32Array }, rows: number): number {
  const step = Math.ceil(actual.length / RANKED_ROWS);
  const kept = rowsWhere(actual.length, (row) => row % step === 0);
  const labels = kept.map((row) => actual[row] as number);
  const { perClass } = macroRocAuc(
    labels,
    columns.map((column) => picked(column, kept)),
  );
  const variances = perClass.map(({ positiveVariance, negativeVariance }, index) => {
    const own = columns.length === 2 ? 1 : index;
    const share = labels.reduce((sum, label) => sum + Number(label === own), 0) / labels.length;
    return (share > 0.5 ? negativeVariance : positiveVariance) / (rows * Math.min(share, 1 - share));
  });
  const error = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)) / variances.length;
  return columns.length === 2 ? error : 1.2 * error;
}
