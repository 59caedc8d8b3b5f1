import Type, { type TUnsafe } from 'typebox';

/**
 * A string field that takes one of a list of words, in the form both JSON Schema and a Kubernetes structural schema accept
 * (`type` beside `enum`, no `anyOf`).
 *
 * @example
 * words(['numeric', 'categorical'], { description: 'kind of values' }) // => { type: 'string', enum: ['numeric', 'categorical'], description: … }
 */
export function words<const Word extends string>(
  choices: readonly Word[],
  options: { description: string; default?: Word },
): TUnsafe<Word> {
  return Type.Unsafe<Word>({ type: 'string', enum: [...choices], ...options });
}
