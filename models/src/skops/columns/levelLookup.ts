import { nameList } from '../../contract/nameList.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import type { Column } from './column.ts';
import { isMissing, type Level, levelFinder, levelMeaning } from './level.ts';
import type { Scope } from './scope.ts';

/** Index of a category that the list does not hold. */
export const unknownLevel = -1;

/**
 * Finds the index in a list of categories that a cell of a column stands for, `unknownLevel` for any other value.
 *
 * @throws ModelFormatError when the resource has the column as numbers, the file as texts, or when they have no category in common
 */
export function levelLookup(column: Column, levels: readonly Level[], scope: Scope): (cell: number) => number {
  const missing = levels.findIndex(isMissing);
  const find = levelFinder(levels);
  const [input = 0] = column.inputs;
  if (column.open) {
    scope.use(input, levels);
    return () => unknownLevel;
  }
  if (column.levels === undefined) {
    const isText = levels.find((level) => typeof level === 'string' && !/^(NaN|[-+\d.].*)$/.test(levelMeaning(level)));
    if (isText !== undefined) {
      throw new ModelFormatError(
        `feature "${scope.inputName(input)}" is numeric in the resource, the file has categories: ${nameList(levels)}`,
      );
    }
    const indices = new Map<number, number>();
    levels.forEach((level, index) => {
      const value = Number(levelMeaning(level));
      if (!isMissing(level) && !indices.has(value)) indices.set(value, index);
    });
    return (cell) => (Number.isNaN(cell) ? missing : (indices.get(cell) ?? unknownLevel));
  }
  const table = Int32Array.from(column.levels, (level) => (isMissing(level) ? missing : (find(level) ?? unknownLevel)));
  if (table.length > 0 && levels.length > 0 && table.every((index) => index === unknownLevel)) {
    throw new ModelFormatError(
      `feature "${scope.inputName(input)}" has the categories ${nameList(column.levels)} in the resource, ${nameList(levels)} in the file: none is in both`,
    );
  }
  return (cell) => (Number.isNaN(cell) ? missing : (table[cell] ?? unknownLevel));
}
