import { betaBinomialUpperQuantile } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { freshText } from '../freshText.ts';
import { noVerdict } from '../noVerdict.ts';
import type { CategorySides, CheckOutcome, QualityCheck, QualityLimits } from '../qualityCheck.ts';

/** Number of categories that the reference does not have. */
export const newCategories: QualityCheck = {
  name: 'new_categories',
  scope: 'categories',
  words: { title: 'New categories', about: 'the number of new categories is within what chance explains' },
  isShare: false,
  run: (sides, limits) => {
    const outcome = countOfNew(sides, limits);
    return sides.fresh.length === 0 ? outcome : { ...outcome, detail: freshText(sides) };
  },
};

/** Every new category takes a row, so there are no more than rows of new categories. */
function countOfNew({ reference, current, fresh, unseen }: CategorySides, { significance }: QualityLimits): CheckOutcome {
  const rows = usableRows(current);
  const figures = { reference: 0, value: fresh.length };
  if (rows === 0) return noVerdict('the current data has no values to check');
  if (usableRows(reference) === 0) return noVerdict('the reference has no values to compare with', { value: fresh.length });
  const most = unseen.b < 1 ? rows : betaBinomialUpperQuantile({ trials: rows, ...unseen }, significance);
  if (fresh.length > 0 && most >= rows)
    return noVerdict('any number could come by chance: too few rows, or values that hardly repeat', figures);
  return { ...figures, limit: { at_most: most }, verdict: fresh.length <= most ? 'passed' : 'failed' };
}
