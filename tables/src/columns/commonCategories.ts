import { categoryFinder } from '../values/categories.ts';
import { truthOf } from '../values/truth.ts';
import type { PreparedCategories } from './prepareColumn.ts';

/**
 * The categories of both sides in the spelling of the reference: True, TRUE and a boolean are one, 1 and 1.0 too. Categories that a profile
 * does not list are one category on both sides.
 */
export function commonCategories(
  reference: PreparedCategories,
  current: PreparedCategories,
): { reference: PreparedCategories; current: PreparedCategories } {
  if (reference.nature !== 'categories') return { reference, current };
  const before = oneSpelling(reference);
  const spelled = spellAs(before, current);
  return { reference: before, current: reference.others === undefined ? spelled : foldOthers(spelled, before, reference.others) };
}

/** Truth values that one side writes in several ways, under the most frequent of them. */
function oneSpelling(column: PreparedCategories): PreparedCategories {
  const spellings = Map.groupBy(column.counts, ([text]) => truthOf(text));
  spellings.delete(undefined);
  const several = [...spellings.values()].filter((texts) => texts.length > 1);
  if (several.length === 0) return column;
  const names = new Map(
    several.flatMap((texts) => {
      const [[name]] = texts.toSorted(([, a], [, b]) => b - a) as [[string, number]];
      return texts.map(([text]): [string, string] => [text, name]);
    }),
  );
  return rename(column, (text) => names.get(text) ?? text);
}

/** Categories under the names that they have in the reference; what is new or may mean several keeps its own. */
function spellAs({ counts: known, uncounted }: PreparedCategories, column: PreparedCategories): PreparedCategories {
  if (uncounted !== undefined) return column;
  if (column.counts.keys().every((text) => known.has(text))) return column;
  const find = categoryFinder([...known.keys()]);
  const nameOf = (text: string) => {
    const found = find(text);
    return found !== undefined && 'name' in found ? found.name : text;
  };
  return oneSpelling(rename(column, nameOf));
}

function foldOthers(column: PreparedCategories, { counts: listed }: PreparedCategories, others: string): PreparedCategories {
  return rename(column, (category) => (listed.has(category) ? category : others));
}

function rename(column: PreparedCategories, nameOf: (category: string) => string): PreparedCategories {
  const counts = new Map<string, number>();
  for (const [category, count] of column.counts) {
    const name = nameOf(category);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { ...column, counts };
}
