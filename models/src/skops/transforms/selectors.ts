import { columnFrom } from '../columns/column.ts';
import { numericInput } from '../columns/numericInput.ts';
import type { Fields } from '../schema/fields.ts';
import type { CompileTransform, StepInput, Transform } from '../step.ts';
import { checkWidth } from './cellwise.ts';
import { importances } from './importances.ts';
import { selectColumns } from './selectColumns.ts';

/** The columns of a mask, as numbers. */
function keepColumns({ fields, columns, scope }: StepInput, mask: ArrayLike<boolean | number>): Transform {
  checkWidth(columns, fields);
  if (mask.length !== columns.length) throw fields.refusal(`expected a choice among ${columns.length} columns, got ${mask.length}`);
  const numbers = numericInput(columns, scope);
  const places = columns.map((_, index) => index).filter((index) => mask[index]);
  const chosen = selectColumns(
    columns.map((column) => columnFrom(column, column.name)),
    places,
  );
  return { columns: chosen.columns, apply: (rows, count) => chosen.apply(numbers(rows, count), count) };
}

/** RFE, RFECV and SequentialFeatureSelector keep their choice. */
export const supportSelector: CompileTransform = (input) => keepColumns(input, input.fields.numbers('support_'));

export const varianceThreshold: CompileTransform = (input) => {
  const threshold = input.fields.number('threshold', 0);
  return keepColumns(
    input,
    Array.from(input.fields.numbers('variances_'), (variance) => variance > threshold),
  );
};

export const selectKBest: CompileTransform = (input) => keepColumns(input, bestMask(input.fields, input.fields.value('k')));

function bestMask(fields: Fields, k: unknown): readonly boolean[] {
  const scores = cleanScores(fields);
  if (k === 'all') return scores.map(() => true);
  if (typeof k !== 'number') throw fields.mismatch('k', 'a number or all');
  const order = scores.map((_, index) => index).sort((left, right) => (scores[left] as number) - (scores[right] as number) || left - right);
  const best = new Set(k === 0 ? [] : order.slice(-k));
  return scores.map((_, index) => best.has(index));
}

/** A missing score is the lowest. */
function cleanScores(fields: Fields): readonly number[] {
  return Array.from(fields.numbers('scores_'), (score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));
}

export const selectPercentile: CompileTransform = (input) =>
  keepColumns(input, percentileMask(input.fields, input.fields.number('percentile')));

function percentileMask(fields: Fields, percentile: number): readonly boolean[] {
  const scores = cleanScores(fields);
  if (percentile === 100 || percentile === 0) return scores.map(() => percentile === 100);
  const sorted = [...scores].sort((left, right) => left - right);
  const place = ((100 - percentile) / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  const threshold = low + (high - low) * (place - Math.floor(place));
  const above = scores.filter((score) => score > threshold).length;
  let ties = Math.trunc((scores.length * percentile) / 100) - above;
  return scores.map((score) => score > threshold || (score === threshold && ties-- > 0));
}

/** Features whose test against the target has a small p-value. */
export const selectByPValue: CompileTransform = (input) => {
  const { fields } = input;
  return keepColumns(input, pValueMask(fields, { kind: fields.className, alpha: fields.number('alpha', 0.05) }));
};

function pValueMask(fields: Fields, { kind, alpha }: { kind: string; alpha: number }): readonly boolean[] {
  const values = Array.from(fields.numbers('pvalues_'));
  if (kind === 'SelectFpr') return values.map((value) => value < alpha);
  if (kind === 'SelectFwe') return values.map((value) => value < alpha / values.length);
  const sorted = [...values].sort((left, right) => left - right);
  const limit = sorted.filter((value, index) => value <= (alpha / values.length) * (index + 1)).at(-1);
  return values.map((value) => limit !== undefined && value <= limit);
}

export const genericSelector: CompileTransform = (input) => {
  const { fields } = input;
  const mode = fields.choice('mode', ['percentile', 'k_best', 'fpr', 'fdr', 'fwe'], 'percentile');
  if (mode === 'k_best') return keepColumns(input, bestMask(fields, fields.value('param')));
  if (mode === 'percentile') return keepColumns(input, percentileMask(fields, fields.number('param')));
  const kind = { fpr: 'SelectFpr', fdr: 'SelectFdr', fwe: 'SelectFwe' }[mode];
  return keepColumns(input, pValueMask(fields, { kind, alpha: fields.number('param') }));
};

/** Features that matter to a model: by its coefficients or importances. */
export const selectFromModel: CompileTransform = (input) => {
  const { fields, columns } = input;
  const name = fields.has('estimator_') ? 'estimator_' : 'estimator';
  const model = fields.inside(fields.value(name), name);
  if (fields.value('importance_getter') !== 'auto') throw fields.unsupported('importance_getter: another value than auto');
  const scores = importances(model, columns.length, fields.number('norm_order', 1));
  const threshold = thresholdOf(fields, model, scores);
  const most = fields.has('max_features') ? fields.number(fields.has('max_features_') ? 'max_features_' : 'max_features') : scores.length;
  const order = scores.map((_, index) => index).sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right);
  const best = new Set(order.slice(0, most));
  return keepColumns(
    input,
    scores.map((score, index) => best.has(index) && !(score < threshold)),
  );
};

function thresholdOf(fields: Fields, model: Fields, scores: readonly number[]): number {
  const given = fields.value('threshold') ?? (isSparse(model) ? 1e-5 : 'mean');
  if (typeof given === 'number') return given;
  const [, factor = '1', reference] = /^(?:\s*([\d.eE+-]+)\s*\*)?\s*(mean|median)\s*$/.exec(String(given)) ?? [];
  if (reference === undefined) throw fields.mismatch('threshold', 'a number, mean, median or a multiple of these');
  const sorted = [...scores].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Number(factor) * (reference === 'mean' ? mean : median);
}

/** Whether a model was fitted so that coefficients without use are 0. */
function isSparse(model: Fields): boolean {
  const { className } = model;
  if (model.value('penalty') === 'l1' || className.includes('Lasso')) return true;
  const ratio = model.value(className.endsWith('CV') ? 'l1_ratio_' : 'l1_ratio');
  const isNet =
    className === 'ElasticNet' || className === 'ElasticNetCV' || (model.version >= 8 && className.startsWith('LogisticRegression'));
  return isNet && typeof ratio === 'number' && Math.abs(ratio - 1) < 1e-5;
}
