import type { EstimatedPerformance } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { boostedTrees, type ErrorEstimate } from '@modelmonitor/stats/performance';
import type { Column } from '@modelmonitor/tables';
import { rowsWhere } from './classificationSide.ts';
import { type Figure, figureAround } from './figure.ts';
import { judgeGroups } from './judgeGroups.ts';
import { MIN_LABELLED_ROWS } from './judgeMetrics.ts';
import type { LabelledRows } from './labelledRows.ts';
import { lossEncoder } from './lossFeatures.ts';
import type { RegressionMetric } from './metricDescriptor.ts';
import { overallVerdict } from './overallVerdict.ts';
import { regressionMetrics } from './performanceMetrics.ts';
import { numbersOf, type RegressionSide } from './regressionSide.ts';

/** Rows the loss is learned from, and rows it is predicted for. */
const TRAINING_ROWS = 20_000;
const ESTIMATED_ROWS = 50_000;

type Loss = NonNullable<RegressionMetric['loss']>;

const LOSSES = regressionMetrics.flatMap(({ name, loss }) => (loss === undefined ? [] : [{ name, loss }]));

interface Inputs {
  readonly sides: { readonly reference: RegressionSide; readonly current: RegressionSide };
  readonly reference: LabelledRows;
  readonly current: LabelledRows;
  readonly seed: number;
}

/**
 * Direct loss estimation (DLE): a model learns on the reference how wrong the prediction of a row is, from its features and the prediction,
 * and says so of the current rows. The interval is 1.96 sampling errors; the verdict holds the estimate against the same estimate of the reference.
 *
 * It sees a change of the inputs, not one of the relation between inputs and target. The loss is learned from at most 20,000 rows and
 * predicted for at most 50,000.
 *
 * @returns null when every current row has its label, or the reference has under 30 labelled rows
 * @see NannyML 0.13, DLE; its LightGBM is a small gradient boosting here
 */
export function estimatedRegression({ sides, reference, current, seed }: Inputs): EstimatedPerformance | null {
  const { errors, rows, figures } = sides.reference;
  if (sides.current.leftOut === 0 || errors === null || rows.length < MIN_LABELLED_ROWS) return null;
  const answers = numbersOf(current.prediction);
  const answered = rowsWhere(answers.length, (row) => Number.isFinite(answers[row]));
  if (answered.length === 0) return null;
  const random = randomFromSeed(seed);
  const features = sharedFeatures(reference, current);
  const training = spread(rows.length, TRAINING_ROWS, random);
  const estimated = LOSSES.filter(({ loss }) => loss.isMeasurable?.(errors) ?? true);
  const scale = Math.sqrt(errors.rows / answered.length);
  const sampled = spread(answered.length, ESTIMATED_ROWS, random).map((at) => answered[at] as number);
  const trained = training.map((at) => rows[at] as number);
  const estimates = new Map<string, Figure>();
  const baseline = new Map<string, Figure>();
  for (const { name, loss } of estimated) {
    const of = lossModel(loss, { side: sides.reference, features: features.reference, training });
    const standardError = loss.realised(errors).standardError * scale;
    estimates.set(name, lossFigure({ value: of(features.current, sampled), standardError }));
    baseline.set(name, lossFigure({ value: of(features.reference, trained), standardError }));
  }
  const metrics = judgeGroups(
    estimated.map(({ name }) => name),
    {
      reference: figures,
      current: estimates,
      baseline,
      rows: { reference: rows.length, current: answered.length },
    },
  );
  return { method: 'dle', rows: answered.length, ...overallVerdict(metrics), metrics };
}

function lossFigure(estimate: ErrorEstimate): Figure {
  return figureAround(estimate, { least: 0 });
}

/** The features that both sides have in the same type, and the prediction. */
function sharedFeatures(reference: LabelledRows, current: LabelledRows): { readonly reference: Column[]; readonly current: Column[] } {
  const pairs = (reference.features ?? []).flatMap((column) => {
    const other = current.features?.find(({ name, type }) => name === column.name && type === column.type);
    return other === undefined ? [] : [[column, other] as const];
  });
  if (reference.prediction !== null && current.prediction !== null) pairs.push([reference.prediction, current.prediction]);
  return { reference: pairs.map(([column]) => column), current: pairs.map(([, column]) => column) };
}

interface Training {
  readonly side: RegressionSide;
  readonly features: readonly Column[];
  /** Positions among the complete rows. */
  readonly training: Int32Array;
}

/** A function that gives the estimated figure of some rows. */
function lossModel(loss: Loss, { side, features, training }: Training): (features: readonly Column[], rows: Int32Array) => number {
  const losses = Float64Array.from(training, (at) => loss.ofRow(side.actual[at] as number, side.predicted[at] as number));
  const rows = training.map((at) => side.rows[at] as number);
  const encode = lossEncoder({ features, rows, loss: losses });
  const predict = boostedTrees(encode(features, rows), losses);
  return (columns, predictedRows) => {
    const expected = predict(encode(columns, predictedRows));
    const mean = expected.reduce((sum, value) => sum + Math.max(0, value), 0) / expected.length;
    return loss.ofMean?.(mean) ?? mean;
  };
}

/** Positions spread over so many rows, one at random in each stretch, all of them where there are few. */
function spread(rows: number, most: number, random: () => number): Int32Array {
  if (rows <= most) return Int32Array.from({ length: rows }, (_, at) => at);
  return Int32Array.from({ length: most }, (_, at) => Math.floor(((at + random()) * rows) / most));
}
