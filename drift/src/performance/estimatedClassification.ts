import type { EstimatedPerformance } from '@modelmonitor/api';
import { confusionScores, expectedConfusion, samplingErrors } from '@modelmonitor/stats/performance';
import { type Calibration, calibrationOf } from './calibratedProbabilities.ts';
import { classCodes } from './classCodes.ts';
import { type ClassificationSide, rowsWhere } from './classificationSide.ts';
import { classProbabilities } from './classProbabilities.ts';
import { type Figure, type Figures, figureAround } from './figure.ts';
import { judgeGroups } from './judgeGroups.ts';
import type { LabelledRows } from './labelledRows.ts';
import { overallVerdict } from './overallVerdict.ts';
import { classificationMetrics } from './performanceMetrics.ts';

const ESTIMATED = classificationMetrics.flatMap(({ name, expected }) => (expected === undefined ? [] : [{ name, expected }]));

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
 * so that what calibration leaves over does not count as a change.
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
  const realised = { errors: samplingErrors(confusion, rows), actual: probabilities.actual, columns: probabilities.columns, rows };
  const errors = new Map(ESTIMATED.map(({ name, expected }) => [name, expected.standardError(realised)]));
  const metrics = judgeGroups(
    ESTIMATED.map(({ name }) => name),
    {
      reference: figures,
      current: expectedFigures(now, calibrate, errors),
      baseline: expectedFigures(probabilities, calibrate, errors),
      rows: { reference: sides.reference.actual.length, current: rows },
    },
  );
  return { method: 'cbpe', rows, calibrated: calibrates, ...overallVerdict(metrics), metrics };
}

function unlabelledRows({ prediction, probabilities }: LabelledRows, classes: readonly string[]): Unlabelled | null {
  if (prediction === null) return null;
  const answers = classCodes(prediction, classes);
  const rows = rowsWhere(answers.length, (row) => (answers[row] as number) >= 0);
  const sure = classProbabilities({ probabilities, classes, predicted: answers, rows });
  return 'missing' in sure ? null : { predicted: sure.rows.map((row) => answers[row] as number), columns: sure.columns };
}

function expectedFigures({ predicted, columns }: Unlabelled, calibrate: Calibration, errors: ReadonlyMap<string, number>): Figures {
  const calibrated = calibrate(columns);
  const expectation = { scores: confusionScores(expectedConfusion(predicted, calibrated)), stated: columns, calibrated };
  return new Map(
    ESTIMATED.map(({ name, expected }): [string, Figure] => {
      const value = expected.value(expectation);
      if (typeof value !== 'number') return [name, value];
      return [name, figureAround({ value, standardError: errors.get(name) ?? Number.NaN }, { least: 0, most: 1 })];
    }),
  );
}
