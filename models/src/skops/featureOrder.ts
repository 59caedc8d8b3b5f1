import { nameList } from '../contract/nameList.ts';
import type { ModelContract } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { DescribedModel } from './describeModel.ts';

/**
 * Per input of a file: its feature in the resource, by name where the file has names, else by order; −1 for an input that the model does
 * not use and the resource does not have.
 *
 * @throws ModelFormatError with both lists
 */
export function featureOrder({ inputs, uses }: DescribedModel, { features }: ModelContract): readonly number[] {
  const names = features.map(({ name }) => name);
  if (inputs.names === undefined) {
    if (inputs.count === names.length) return names.map((_, index) => index);
    throw new ModelFormatError(
      `the model was fitted on ${inputs.count} columns without names, the resource has ${names.length}: ${nameList(names)}`,
    );
  }
  const places = new Map(names.map((name, index) => [name, index]));
  const order = inputs.names.map((name) => places.get(name) ?? -1);
  const missing = inputs.names.filter((_, input) => order[input] === -1 && uses.has(input));
  const extra = names.filter((name) => !inputs.names?.includes(name));
  if (missing.length === 0 && extra.length === 0) return order;
  const differences = [
    ...(missing.length > 0 ? [`the resource lacks ${nameList(missing)}`] : []),
    ...(extra.length > 0 ? [`the file lacks ${nameList(extra)}`] : []),
  ].join(' and ');
  throw new ModelFormatError(`${differences}; the file has the features ${nameList(inputs.names)}, the resource ${nameList(names)}`);
}
