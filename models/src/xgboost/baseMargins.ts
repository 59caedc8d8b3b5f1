import { ModelFormatError } from '../modelFormatError.ts';
import { logFloat32 } from './logFloat32.ts';

/** What a base score is: a probability, a mean, or the margin itself. XGBoost before 3.2 bounds only probabilities that have no logit. */
type BaseScale = 'logit' | 'unbounded logit' | 'log' | 'margin';

/**
 * The margins that the leaves are added to, rounded as XGBoost rounds them.
 *
 * @param text `learner_model_param.base_score`: "5E-1", or a list such as "[5E-1,2E-1]" since 3.1
 * @throws ModelFormatError when the text holds other than one number or one per output
 */
export function baseMargins(text: string, scale: BaseScale, outputs: number): number[] {
  const scores = /^\s*\[.*\]\s*$/s.test(text) ? text.trim().slice(1, -1).split(',') : [text];
  const margins = scores.map((score) => (score.trim() === '' ? Number.NaN : marginOf(Math.fround(Number(score)), scale)));
  if (
    scores.some((score) => !Number.isFinite(Number(score))) ||
    margins.some(Number.isNaN) ||
    (scores.length !== 1 && scores.length !== outputs)
  ) {
    const expected = outputs === 1 ? 'a number' : `one number or ${outputs}`;
    throw new ModelFormatError(`learner.learner_model_param.base_score: expected ${expected}, got "${text.slice(0, 60)}"`);
  }
  return scores.length === 1 ? Array.from({ length: outputs }, () => margins[0] as number) : margins;
}

function marginOf(score: number, scale: BaseScale): number {
  if (scale === 'margin') return score;
  if (scale === 'log') return score > 0 ? logFloat32(score) : score === 0 ? -Infinity : Number.NaN;
  const least = scale === 'unbounded logit' && score > 0 && score < 1 ? 0 : Math.fround(1e-6);
  const bounded = Math.min(Math.max(score, least), Math.fround(1 - least));
  return 0 - logFloat32(Math.fround(Math.fround(1 / bounded) - 1));
}
