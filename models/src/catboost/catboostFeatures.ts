import type { BoostedFeature } from '../boosted/boostedFile.ts';
import type { DocumentFields } from '../document/documentFields.ts';
import { ModelFormatError } from '../modelFormatError.ts';

interface CatboostFeatures {
  readonly names?: readonly string[];
  readonly features: readonly BoostedFeature[];
  /** Per float feature: its place among all, and whether NaN is above every border. */
  readonly floats: readonly { readonly place: number; readonly missingIsAbove: boolean }[];
  /** Per categorical feature: its place among all. */
  readonly categories: readonly number[];
}

const most = 1_000_000;

/** `features_info` lists numeric and categorical features apart; `flat_feature_index` is the place in a row. */
export function catboostFeatures(document: DocumentFields): CatboostFeatures {
  const info = document.object('features_info');
  for (const kind of ['text_features', 'embedding_features']) {
    if (!info.has(kind) || info.list(kind).length === 0) continue;
    throw new ModelFormatError(
      `features_info.${kind}: expected numeric and categorical features only, got ${info.list(kind).length} others`,
    );
  }
  const list = (kind: string) => (info.has(kind) ? info.objects(kind) : []);
  const [floats, categories] = [list('float_features'), list('categorical_features')];
  const count = floats.length + categories.length;
  const features: (BoostedFeature | undefined)[] = new Array(count).fill(undefined);
  const names: (string | undefined)[] = new Array(count).fill(undefined);
  const place = (feature: DocumentFields, type: 'numeric' | 'categorical'): number => {
    const index = feature.count('flat_feature_index', { most });
    if (index >= count || features[index] !== undefined) throw feature.mismatch('flat_feature_index', `each of 0 to ${count - 1} once`);
    features[index] = { type, maybeTruth: type === 'numeric' && splitsAsTruth(feature), unknown: 'in no set' };
    if (feature.has('feature_id') && feature.text('feature_id') !== '') names[index] = feature.text('feature_id');
    return index;
  };
  const placed = {
    floats: floats.map((feature) => ({ place: place(feature, 'numeric'), missingIsAbove: isAbove(feature) })),
    categories: categories.map((feature) => place(feature, 'categorical')),
  };
  const known = names.filter((name) => name !== undefined);
  return {
    ...placed,
    features: features.filter((feature) => feature !== undefined),
    ...(known.length === count && !areNumbers(known) ? { names: known } : {}),
  };
}

/** `AsIs`: NaN is above no border, as with `AsFalse`. */
function isAbove(feature: DocumentFields): boolean {
  const treatment = feature.has('nan_value_treatment') ? feature.text('nan_value_treatment') : 'AsIs';
  if (!['AsIs', 'AsTrue', 'AsFalse'].includes(treatment)) throw feature.mismatch('nan_value_treatment', 'one of AsIs, AsTrue, AsFalse');
  return treatment === 'AsTrue';
}

/** Truth values are split between 0 and 1, once if at all. */
function splitsAsTruth(feature: DocumentFields): boolean {
  const borders = feature.has('borders') ? Array.from(feature.list('borders'), Number) : [];
  return borders.length < 2 && borders.every((border) => border > 0 && border < 1);
}

/** CatBoost numbers the columns of an array. */
function areNumbers(names: readonly string[]): boolean {
  return names.every((name, index) => name === String(index));
}
