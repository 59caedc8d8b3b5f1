import type { Objective } from '../boosted/boostedFile.ts';
import { exponential, identity, sigmoid, signedSquare, softmax, softplus } from '../links/links.ts';
import { ModelFormatError } from '../modelFormatError.ts';

/** Objectives whose answer is the sum of the leaves, except that `sqrt` squares it. */
const plain = [
  ...['regression', 'regression_l2', 'regression_l1', 'huber', 'fair', 'quantile', 'mape', 'lambdarank', 'rank_xendcg', 'custom'],
  ...['mean_squared_error', 'mse', 'l2', 'l1', 'mae', 'mean_absolute_error', 'mean_absolute_percentage_error', 'xendcg'],
];
const rates = ['poisson', 'gamma', 'tweedie'];

/** What the line `objective=NAME key:value …` makes of the sums; a file without the line was trained with an objective of its own, so that no link is known. */
export function lightgbmObjective(line: string): Objective {
  const [name = 'custom', ...options] = line.split(' ').filter(Boolean);
  const scale = numberOption(options, 'sigmoid');
  if (name === 'binary') return { answer: 'binary', fitsBoth: true, link: sigmoid(scale) };
  if (name === 'cross_entropy' || name === 'xentropy') return { answer: 'value', fitsBoth: true, link: sigmoid() };
  if (name === 'multiclass' || name === 'softmax') return { answer: 'multiclass', link: softmax };
  if (['multiclassova', 'multiclass_ova', 'ova', 'ovr'].includes(name)) return { answer: 'multiclass', link: sigmoid(scale) };
  if (name === 'cross_entropy_lambda' || name === 'xentlambda') return { answer: 'value', link: softplus };
  // Release 2.0 squares the sums of poisson, too.
  if (rates.includes(name))
    return { answer: 'value', link: options.includes('sqrt') ? (sums) => exponential(squareOf(sums)) : exponential };
  if (plain.includes(name)) return { answer: 'value', link: options.includes('sqrt') ? signedSquare : identity };
  const known = ['binary', 'multiclass', 'multiclassova', 'cross_entropy', 'cross_entropy_lambda', ...rates, ...plain.slice(0, 10)];
  throw new ModelFormatError(`the head, objective: expected one of ${known.join(', ')}, got ${name.slice(0, 60)}`);
}

function squareOf(sums: Float64Array): Float64Array {
  signedSquare(sums);
  return sums;
}

function numberOption(options: readonly string[], key: string): number {
  const text = options.find((option) => option.startsWith(`${key}:`))?.slice(key.length + 1);
  if (text === undefined) return 1;
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) return number;
  throw new ModelFormatError(`the head, objective: expected a number for ${key}, got ${text.slice(0, 60)}`);
}
