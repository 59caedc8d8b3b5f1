import type { NdArray } from '../../npy/ndArray.ts';
import { arrayItems } from '../schema/fields.ts';

/** A category or class as Python has it; NaN and null are a missing value. */
export type Level = string | number | boolean | null;

/** The categories or classes of an array; undefined when it holds anything else. */
export function levelsOf(array: NdArray): readonly Level[] | undefined {
  const items = arrayItems(array);
  const areLevels = items.every((item) => item === null || typeof item !== 'object');
  return areLevels ? (items as readonly Level[]) : undefined;
}

export function isMissing(level: Level): boolean {
  return level === null || (typeof level === 'number' && Number.isNaN(level));
}

/** A level as a name: whole floats without their point, booleans in lower case. */
export function levelName(level: Level): string {
  return String(level);
}

/**
 * What a level means, for comparison across types: `1`, `1.0`, `"1"`, `"1.0"` and true are the same, as are false and 0.
 * Texts that are no plain number mean themselves.
 */
export function levelMeaning(level: Level): string {
  if (level === null) return 'NaN';
  if (typeof level === 'boolean') return level ? '1' : '0';
  if (typeof level === 'number') return String(level);
  const text = level.toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true' ? '1' : '0';
  return /^[+-]?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/.test(text) ? String(Number(text)) : level;
}

/** Finds a level of a list by its meaning; where two share one, by its exact text. */
export function levelFinder(levels: readonly Level[]): (level: Level) => number | undefined {
  const exact = new Map(levels.map((level, index) => [exactText(level), index]));
  const meanings = new Map<string, number>();
  levels.forEach((level, index) => {
    const meaning = levelMeaning(level);
    if (!meanings.has(meaning)) meanings.set(meaning, index);
  });
  return (level) => exact.get(exactText(level)) ?? meanings.get(levelMeaning(level));
}

function exactText(level: Level): string {
  return `${typeof level}:${level}`;
}
