import { type ClassScores, confusionScores } from './confusionScores.ts';

/** Standard errors that the figures of a sample of the given size would have. */
export interface SamplingErrors {
  readonly accuracy: number;
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly macroSpecificity: number;
}

/**
 * How far the figures of so many rows stray by chance alone, from the confusion matrix of the reference: NannyML's sampling error.
 *
 *     √( Σ over classes of variance / (rows · share of the rows the figure counts) ) / classes
 *
 * @param confusion whole row counts of the reference, one list per actual class
 * @param rows size of the sample, > 0
 * @returns one error per figure; infinite or NaN where a class has no rows to count
 * @see NannyML 0.13 sampling_error/multiclass_classification.py
 * @example
 * samplingErrors([[40, 10], [10, 40]], 100).accuracy // => 0.04
 */
export function samplingErrors(confusion: readonly (readonly number[])[], rows: number): SamplingErrors {
  const { accuracy, perClass } = confusionScores(confusion);
  const total = perClass.reduce((sum, { support }) => sum + support, 0);
  const macro = (of: (scores: ClassScores) => { readonly share: number; readonly counted: number }) =>
    Math.sqrt(perClass.map(of).reduce((sum, { share, counted }) => sum + (share * (1 - share)) / (rows * (counted / total)), 0)) /
    perClass.length;
  return {
    accuracy: Math.sqrt((accuracy * (1 - accuracy)) / rows),
    macroPrecision: macro(({ precision, predicted }) => ({ share: precision, counted: predicted })),
    macroRecall: macro(({ recall, support }) => ({ share: recall, counted: support })),
    macroF1: macro(jaccard),
    macroSpecificity: macro(({ specificity, support }) => ({ share: specificity, counted: total - support })),
  };
}

/** F1 counts the rows that are of the class or predicted as it: the share of them that are both. */
function jaccard({ recall, support, predicted }: ClassScores): { readonly share: number; readonly counted: number } {
  const both = recall * support;
  const either = support + predicted - both;
  return { share: either === 0 ? 0 : both / either, counted: either };
}
