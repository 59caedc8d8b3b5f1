import { listNames } from './listNames.ts';
import type { CategorySides } from './qualityCheck.ts';

/** The first few values that the reference does not have, where they may be shown. */
export function freshText({ fresh, isShown }: Pick<CategorySides, 'fresh' | 'isShown'>): string {
  return fresh.every(([value]) => isShown(value))
    ? listNames(fresh.map(([value]) => value))
    : `${fresh.length} texts or identifiers, which are not shown`;
}
