import { columnNature, type PreparedCategories } from '@modelmonitor/tables';
import { natureOf } from '@modelmonitor/tables/values';

interface Sides {
  readonly reference: PreparedCategories;
  readonly current: PreparedCategories;
}

/** Whether a column holds texts or identifiers: most of its values are different, and each may name a person. */
function holdsTexts(side: PreparedCategories): boolean {
  const nature = columnNature(side);
  return nature === 'text' || nature === 'identifier';
}

/**
 * Which values of a column a report may show: categories and times, never texts or identifiers, whatever method compares them. Where the
 * reference has categories, only new values may be texts.
 */
export function categoryFilter({ reference, current }: Sides): (value: string) => boolean {
  const known = reference.counts.size > 0 ? reference : current;
  if (holdsTexts(known)) return () => false;
  const fresh = new Map(known === current ? [] : [...current.counts].filter(([value]) => !reference.counts.has(value)));
  return isText(fresh) ? (value) => reference.counts.has(value) : () => true;
}

function isText(counts: ReadonlyMap<string, number>): boolean {
  const nature = natureOf(counts);
  return nature === 'text' || nature === 'identifier';
}
