import type { QualityTest } from '@modelmonitor/api';
import { betaBinomialUpperQuantile } from '@modelmonitor/stats';
import { type PreparedCategories, usableRows } from '@modelmonitor/tables';
import { listedNames } from './listedNames.ts';
import type { QualityLimits } from './qualityLimits.ts';
import { shareCheck } from './shareCheck.ts';
import { type Check, unjudged } from './unjudged.ts';

/** A categorical column of both sides. */
interface CategorySides {
  readonly name: string;
  readonly reference: PreparedCategories;
  readonly current: PreparedCategories;
}

/** Whether the categories are those of the reference. */
export function categoryChecks({ name, reference, current }: CategorySides, limits: QualityLimits): QualityTest[] {
  if (reference.uncounted !== undefined) {
    const reason = 'the reference is a profile, which keeps no texts and times';
    return (['out_of_list', 'new_categories'] as const).map((test) => unjudged({ test, column: name }, reason));
  }
  const fresh = [...current.counts].filter(([value]) => !reference.counts.has(value)).sort((a, b) => b[1] - a[1]);
  const found = fresh.reduce((sum, [, count]) => sum + count, 0);
  const counts = { found, rows: usableRows(current), referenceFound: 0, referenceRows: usableRows(reference) };
  const shapes = unseenShapes(reference);
  const detail = fresh.length > 0 ? listedNames(fresh.map(([value]) => value)) : undefined;
  const newOnes = newCategories({ test: 'new_categories', column: name }, { counts, shapes, fresh: fresh.length }, limits);
  return [
    shareCheck({ test: 'out_of_list', column: name }, counts, { limits, shapes, detail }),
    detail === undefined ? newOnes : { ...newOnes, detail },
  ];
}

interface Fresh {
  readonly counts: { readonly rows: number; readonly referenceRows: number };
  readonly shapes: Shapes;
  readonly fresh: number;
}

/** Every new category takes a row, so there are no more than rows of new categories. */
function newCategories(check: Check, { counts, shapes, fresh }: Fresh, { significance }: QualityLimits): QualityTest {
  const figures = { reference: 0, value: fresh };
  if (counts.rows === 0) return unjudged(check, 'the current data has no values to check');
  if (counts.referenceRows === 0) return unjudged(check, 'the reference has no values to compare with', { value: fresh });
  const most = shapes.b < 1 ? counts.rows : betaBinomialUpperQuantile({ trials: counts.rows, ...shapes }, significance);
  if (fresh > 0 && most >= counts.rows)
    return unjudged(check, 'any number could come by chance: too few rows, or values that hardly repeat', figures);
  return { ...check, ...figures, limit: { at_most: most }, verdict: fresh <= most ? 'passed' : 'failed' };
}

interface Shapes {
  readonly a: number;
  readonly b: number;
}

/**
 * What a reference says of the share of categories it does not have: that of its rows whose category came once (Good and Turing), with the
 * variance (f₁ + 2 f₂) / m² of that estimate, where f₁ and f₂ categories came once and twice.
 *
 * @see Good, The Population Frequencies of Species and the Estimation of Population Parameters (1953), eq. 9; Robbins (1968)
 */
function unseenShapes(reference: PreparedCategories): Shapes {
  let [once, twice] = [0, 0];
  for (const count of reference.counts.values()) {
    if (count === 1) once++;
    if (count === 2) twice++;
  }
  const spread = 1 + (2 * twice) / (once + 1);
  return { a: (once + 1) / spread, b: (usableRows(reference) - once) / spread };
}
