import { isObject } from '../document/isObject.ts';
import { valueText } from '../document/valueText.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { type ForestAggregation, type ForestFile, type ForestTree, forestFileFormat, forestFormatVersions } from './forestFile.ts';
import type { ForestLimits } from './forestLimits.ts';

const aggregations: Readonly<Record<ForestFile['task'], readonly ForestAggregation[]>> = {
  classification: ['vote'],
  regression: ['mean', 'median'],
};

/**
 * Gives parsed JSON the shape of a forest file; the nodes themselves are checked by `compileForest`.
 *
 * @throws ModelFormatError that names the first field that is wrong, and what was expected
 */
export function readForestFile(file: object, limits: ForestLimits): ForestFile {
  const json: Readonly<Partial<Record<keyof ForestFile, unknown>>> = file;
  if (json.format !== forestFileFormat) throw mismatch('format', `"${forestFileFormat}"`, json.format);
  const formatVersion = forestFormatVersions.find((version) => version === json.formatVersion);
  if (formatVersion === undefined) throw mismatch('formatVersion', forestFormatVersions.join(' or '), json.formatVersion);
  const task = json.task;
  if (task !== 'classification' && task !== 'regression') throw mismatch('task', '"classification" or "regression"', task);
  const features = names(json.features, 'features');
  if (features.length === 0) throw mismatch('features', 'at least one name', features);
  return {
    format: forestFileFormat,
    formatVersion,
    task,
    aggregation: aggregation(json.aggregation, task),
    features,
    categories: categories(json.categories, features),
    classes: names(json.classes, 'classes'),
    training: isObject(json.training) ? json.training : {},
    trees: trees(json.trees, limits),
  };
}

function mismatch(field: string, what: string, got: unknown): ModelFormatError {
  return new ModelFormatError(`${field} must be ${what}, got ${valueText(got)}`);
}

function aggregation(value: unknown, task: ForestFile['task']): ForestAggregation {
  const found = aggregations[task].find((name) => name === value);
  if (found) return found;
  throw mismatch('aggregation', `${aggregations[task].map((name) => `"${name}"`).join(' or ')} for ${task}`, value);
}

function names(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string' && name !== '')) {
    throw mismatch(field, 'a list of names', value);
  }
  const twice = value.find((name, index) => value.indexOf(name) !== index);
  if (twice !== undefined) throw new ModelFormatError(`${field} must differ from each other, got ${valueText(twice)} twice`);
  return value;
}

function categories(value: unknown, features: readonly string[]): Readonly<Record<string, readonly string[]>> {
  if (!isObject(value)) throw mismatch('categories', 'an object of lists by feature name', value);
  // Without a prototype, a feature called "constructor" or "__proto__" is a name like any other.
  const lists: Record<string, readonly string[]> = Object.create(null);
  for (const [name, list] of Object.entries(value)) {
    if (!features.includes(name)) throw new ModelFormatError(`categories must belong to a feature of the model, got ${valueText(name)}`);
    lists[name] = names(list, `categories of ${valueText(name)}`);
  }
  return lists;
}

function trees(value: unknown, limits: ForestLimits): readonly ForestTree[] {
  if (!Array.isArray(value) || value.length === 0) throw mismatch('trees', 'a list of at least one tree', value);
  if (value.length > limits.trees) throw new ModelFormatError(`a forest has at most ${limits.trees} trees, got ${value.length}`);
  return value.map(tree);
}

function tree(value: unknown, index: number): ForestTree {
  if (!isObject(value)) throw mismatch(`tree ${index}`, 'an object with the lists feature and value', value);
  // A field that would be ignored, such as child links, would mean that the file says something else than is served.
  const unknown = Object.keys(value).find((key) => key !== 'feature' && key !== 'value');
  if (unknown !== undefined) {
    throw new ModelFormatError(`tree ${index} must have the fields "feature" and "value" only, got ${valueText(unknown)}`);
  }
  const { feature, value: values } = value;
  if (!Array.isArray(feature)) throw mismatch(`tree ${index}: feature`, 'a list', feature);
  if (!Array.isArray(values)) throw mismatch(`tree ${index}: value`, 'a list', values);
  if (feature.length !== values.length) {
    throw new ModelFormatError(`tree ${index}: feature and value must be equally long, got ${feature.length} and ${values.length}`);
  }
  return { feature, value: values };
}
