import { stepsByName } from './pipeline.ts';
import { boosterOf, isBooster } from './predictors/boosters.ts';
import type { Fields } from './schema/fields.ts';
import { isPy, type PyValue } from './schema/pyValue.ts';

interface ModelInputs {
  /** Absent for a model that was fitted on arrays. */
  readonly names: readonly string[] | undefined;
  readonly count: number;
}

/** Estimators that hold others, and the field of the one that is given the model's inputs. */
const inner: Readonly<Record<string, readonly string[]>> = {
  GridSearchCV: ['best_estimator_'],
  HalvingGridSearchCV: ['best_estimator_'],
  HalvingRandomSearchCV: ['best_estimator_'],
  RandomizedSearchCV: ['best_estimator_'],
  TransformedTargetRegressor: ['regressor_'],
};

/** Names and number of a model's inputs: of the model, else of the first estimator inside that has them. */
export function modelInputs(fields: Fields): ModelInputs {
  const found = inputsOf(fields, 0);
  if (found !== undefined) return found;
  const first = firstStep(fields);
  if (/Vectorizer$|Hasher$/.test(first.className)) throw fields.unsupported(`${first.className}, which reads texts instead of columns,`);
  throw fields.refusal('n_features_in_: the model does not say how many columns it was fitted on');
}

/** What is given the model's inputs. */
function firstStep(fields: Fields, depth = 0): Fields {
  const below = candidates(fields).find((value) => isPy(value, 'object'));
  return below === undefined || depth > 20 ? fields : firstStep(fields.inside(below, 'inner'), depth + 1);
}

function inputsOf(fields: Fields, depth: number): ModelInputs | undefined {
  if (depth > 20) return undefined;
  if (isBooster(fields)) {
    const { columns, features } = boosterOf(fields);
    return { names: columns.madeUp === true ? undefined : columns.names, count: features.length };
  }
  const names = fields.has('feature_names_in_') ? fields.list('feature_names_in_').map(String) : undefined;
  if (names !== undefined) return { names, count: names.length };
  const below = candidates(fields).flatMap((value): Fields[] => (isPy(value, 'object') ? [fields.inside(value, 'inner')] : []));
  const inside = below.map((one) => inputsOf(one, depth + 1)).find((one) => one !== undefined);
  if (inside?.names !== undefined) return inside;
  if (fields.has('n_features_in_')) return { names: undefined, count: fields.count('n_features_in_') };
  if (fields.has('_n_features')) return { names: undefined, count: fields.count('_n_features') };
  return inside;
}

function candidates(fields: Fields): readonly PyValue[] {
  const { className } = fields;
  if (className === 'Pipeline')
    return stepsByName(fields, 'steps')
      .map(([, value]) => value)
      .filter((value) => value !== 'passthrough' && value !== null)
      .slice(0, 1);
  if (className === 'FeatureUnion') return stepsByName(fields, 'transformer_list').map(([, value]) => value);
  const listed = Object.hasOwn(inner, className) ? (inner[className] as readonly string[]) : [];
  const members = fields.value('estimators_');
  const first = Array.isArray(members) ? members.slice(0, 1) : [];
  return [...listed.map((name) => fields.value(name) ?? null), ...first];
}
