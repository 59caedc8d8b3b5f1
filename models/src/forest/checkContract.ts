import { nameList } from '../contract/nameList.ts';
import type { ModelContract, ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { ForestFile } from './forestFile.ts';

/** @throws ModelFormatError when the file was made for another task, other features, categories or classes than the resource names */
export function checkContract(file: ForestFile, contract: ModelContract): void {
  if (file.task !== contract.task)
    throw new ModelFormatError(`expected a ${contract.task} model, as the resource has it; the file holds a ${file.task} model`);
  checkFeatures(
    file.features,
    contract.features.map((feature) => feature.name),
  );
  for (const feature of contract.features) checkCategories(file, feature);
  if (!same(file.classes, contract.classes)) {
    throw new ModelFormatError(
      `the resource has the classes ${nameList(contract.classes)}, in this order; the file has ${nameList(file.classes)}`,
    );
  }
}

function checkFeatures(file: readonly string[], contract: readonly string[]): void {
  if (same(file, contract)) return;
  const missing = contract.filter((name) => !file.includes(name));
  const extra = file.filter((name) => !contract.includes(name));
  if (missing.length === 0 && extra.length === 0) {
    const place = contract.findIndex((name, index) => name !== file[index]);
    throw new ModelFormatError(
      `the resource and the file must list the features in the same order, but feature ${place + 1} is "${contract[place]}" in the resource and "${file[place]}" in the file`,
    );
  }
  const differences = [
    ...(missing.length > 0 ? [`the file lacks ${nameList(missing)}`] : []),
    ...(extra.length > 0 ? [`the resource lacks ${nameList(extra)}`] : []),
  ];
  throw new ModelFormatError(`the resource and the file must have the same features, but ${differences.join(' and ')}`);
}

function checkCategories(file: ForestFile, { name, type, values = [] }: ModelFeature): void {
  const known = Object.hasOwn(file.categories, name) ? file.categories[name] : undefined;
  if (type === 'numeric' && known) throw new ModelFormatError(`feature "${name}" is numeric in the resource, categorical in the file`);
  if (type === 'numeric') return;
  if (!known) throw new ModelFormatError(`feature "${name}" is categorical in the resource, but the file has no categories for it`);
  const untrained = values.filter((value) => !known.includes(value));
  if (untrained.length > 0) {
    throw new ModelFormatError(
      `feature "${name}" may be ${nameList(untrained)} in the resource, but the file knows only ${nameList(known)}`,
    );
  }
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
