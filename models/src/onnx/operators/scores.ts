import { ModelFormatError } from '../../modelFormatError.ts';

/** What is done to the scores of a row before they are given out, in place. */
export type ScoreTransform = (scores: Float64Array) => void;

export const transformNames = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT'] as const;
export type TransformName = (typeof transformNames)[number];

/** @throws ModelFormatError for a name that ONNX does not have */
export function transformName(name: string, where: string): TransformName {
  const found = transformNames.find((known) => known === name);
  if (found !== undefined) return found;
  throw new ModelFormatError(`${where}: expected a post_transform of ${transformNames.join(', ')}, got ${name}`);
}

export const transforms: Readonly<Record<TransformName, ScoreTransform>> = {
  NONE: () => undefined,
  LOGISTIC: (scores) => replace(scores, logistic),
  PROBIT: (scores) => replace(scores, probit),
  SOFTMAX: (scores) => softmax(scores, () => true),
  SOFTMAX_ZERO: (scores) => softmax(scores, (score) => Math.abs(score) > 1e-7),
};

/** In float32, by the absolute value, as the runtime of ONNX computes it. */
export function logistic(score: number): number {
  const share = Math.fround(1 / Math.fround(1 + Math.fround(Math.exp(-Math.abs(score)))));
  return score < 0 ? Math.fround(1 - share) : share;
}

/** √2 erf⁻¹(2p − 1), with the approximation of Winitzki that the runtime of ONNX uses. */
function probit(share: number): number {
  const value = 2 * share - 1;
  const logarithm = Math.log((1 - value) * (1 + value));
  const half = 2 / (Math.PI * 0.147) + 0.5 * logarithm;
  return Math.SQRT2 * Math.sign(value) * Math.sqrt(Math.sqrt(half * half - logarithm / 0.147) - half);
}

/** Only scores that count get a share; the others stay near 0. */
function softmax(scores: Float64Array, counts: (score: number) => boolean): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (const score of scores) largest = Math.max(largest, score);
  const floor = Math.exp(-largest);
  let sum = 0;
  for (const [at, score] of scores.entries()) {
    scores[at] = counts(score) ? Math.exp(score - largest) : score * floor;
    sum += scores[at] as number;
  }
  replace(scores, (score) => score / sum);
}

function replace(scores: Float64Array, by: (score: number) => number): void {
  for (let at = 0; at < scores.length; at++) scores[at] = by(scores[at] as number);
}
