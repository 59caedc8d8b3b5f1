import { nameList } from '../contract/nameList.ts';
import type { ModelContract } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { type Level, levelFinder, levelName } from './columns/level.ts';

/**
 * Per class of a file: its index in the resource; undefined where both have the same order. Classes are matched by meaning (`1` and "1");
 * classes 0 to n − 1 are indices where the resource has other names.
 *
 * @throws ModelFormatError with both lists
 */
export function classOrder(levels: readonly Level[] | undefined, { classes }: ModelContract): readonly number[] | undefined {
  if (levels === undefined) return undefined;
  const find = levelFinder(classes);
  const places = levels.map((level) => find(level));
  const isIndexed = levels.every((level, index) => level === index) && places.every((place) => place === undefined);
  if (levels.length === classes.length && isIndexed) return undefined;
  const isComplete =
    levels.length === classes.length && places.every((place) => place !== undefined) && new Set(places).size === classes.length;
  if (!isComplete) {
    throw new ModelFormatError(`the resource has the classes ${nameList(classes)}, the file ${nameList(levels.map(levelName))}`);
  }
  return places.every((place, index) => place === index) ? undefined : (places as number[]);
}
