import type { ModelContract } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { matchNames } from './matchNames.ts';
import { nameList } from './nameList.ts';

/**
 * For each class of the contract, its index in the file: by name where the file names its classes, else by order.
 * Names that only count (0, 1, 2, …) are codes: unless the contract has the same ones, they name its classes by index.
 *
 * @throws ModelFormatError with both lists
 */
export function matchClasses({ classes }: ModelContract, file: { readonly count: number; readonly names?: readonly string[] }): number[] {
  const { count, names } = file;
  if (classes.length !== count) {
    const known = names === undefined ? `${count}` : `${count}: ${nameList(names)}`;
    throw new ModelFormatError(`the resource has ${classes.length} classes: ${nameList(classes)}; the model file has ${known}`);
  }
  const order = names === undefined ? [] : matchNames(classes, names);
  if (names === undefined || (order.includes(-1) && names.every((name, index) => name === String(index))))
    return classes.map((_, index) => index);
  if (!order.includes(-1) && new Set(order).size === count) return order;
  throw new ModelFormatError(`the resource has the classes ${nameList(classes)}; the model file has ${nameList(names)}`);
}
