import { UsageError } from '../errors.ts';

/** Columns that hold what a model answered and what was true; they are no features. */
export interface AnswerColumns {
  readonly target: string | undefined;
  readonly prediction: string | undefined;
  /** Column of the probability, by class. */
  readonly probabilities: ReadonlyMap<string, string>;
  /** All of them, by the option that names them and together. */
  readonly byOption: Readonly<Record<string, readonly string[]>>;
  readonly names: readonly string[];
}

/** @throws UsageError when a column is named twice, or probabilities without a prediction */
export function answerColumns({
  target,
  prediction,
  probabilities,
}: Pick<AnswerColumns, 'target' | 'prediction' | 'probabilities'>): AnswerColumns {
  const byOption = {
    '--target': target === undefined ? [] : [target],
    '--prediction': prediction === undefined ? [] : [prediction],
    '--probability': [...probabilities.values()],
  };
  const names = Object.values(byOption).flat();
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`--target, --prediction and --probability need columns that differ, got ${twice} twice`);
  if (probabilities.size > 0 && prediction === undefined) {
    throw new UsageError('--probability needs --prediction, the column of the predicted class');
  }
  return { target, prediction, probabilities, byOption, names };
}
