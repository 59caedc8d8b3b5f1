import type { BoostedFeature, BoostedFile } from '../boosted/boostedFile.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { splitFile } from './splitFile.ts';

/** Names, types and categories of the features. Blanks in names became `_` when they were saved; `Column_0`, `Column_1`, … stand for no names. */
export function lightgbmColumns(parts: ReturnType<typeof splitFile>): Pick<BoostedFile, 'columns' | 'features'> {
  const { head } = parts;
  const count = head.count('max_feature_idx', { most: 10_000_000 }) + 1;
  const names = head.words('feature_names');
  if (names.length !== count) throw head.mismatch('feature_names', `${count} names, as max_feature_idx says`, `${names.length}`);
  const infos = head.has('feature_infos') ? head.words('feature_infos') : [];
  const lists = categoryLists(parts.pandasCategories);
  const columns = categoricalColumns(parts, { infos, lists: lists.length });
  const features = names.map((_, feature): BoostedFeature => {
    const list = lists[columns.indexOf(feature)];
    if (list !== undefined) return { type: 'categorical', categories: list, unknown: 'in no set' };
    const info = infos[feature];
    // A categorical feature without names holds codes, which a resource may well list as numbers.
    if (info === undefined || info === 'none') return { codesAreNumbers: true };
    const type = info.startsWith('[') ? 'numeric' : 'categorical';
    return { type, maybeTruth: info === '[0:1]', codesAreNumbers: true, unknown: 'in no set' };
  });
  return {
    columns: {
      names,
      madeUp: names.every((name, index) => name === `Column_${index}`),
      alias: (name) => name.replace(/\s/g, '_'),
    },
    features,
  };
}

/** Lists of names by categorical column; numbers and truth values are names, too. */
function categoryLists(pandas: unknown): string[][] {
  if (pandas === undefined || pandas === null) return [];
  if (!Array.isArray(pandas) || !pandas.every(Array.isArray)) {
    throw new ModelFormatError('pandas_categorical: expected a list of lists or null, got something else');
  }
  return pandas.map((list: unknown[]) => list.map(String));
}

/** The columns that the lists belong to, in order: those of the parameters, else those whose values `feature_infos` lists. */
function categoricalColumns(
  { categoricalColumns: named = [] }: ReturnType<typeof splitFile>,
  { infos, lists }: { infos: readonly string[]; lists: number },
): number[] {
  if (lists === 0) return [];
  if (named.length === lists) return [...named].sort((left, right) => left - right);
  const listed = infos.flatMap((info, feature) => (info.startsWith('[') || info === 'none' ? [] : [feature]));
  if (listed.length === lists) return listed;
  throw new ModelFormatError(
    `pandas_categorical: expected one list of names for each of ${named.length || listed.length} categorical features, got ${lists}; save the model again with LightGBM 3 or later`,
  );
}
