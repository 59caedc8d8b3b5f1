import { ModelFormatError } from '../modelFormatError.ts';
import type { CategorySets } from './compiledTrees.ts';
import type { CategorySet } from './treeSource.ts';

/** Codes at or beyond this are no categories; XGBoost holds codes in float32, which has no larger odd number. */
const codeEnd = 2 ** 24;

/** Collects the category sets of a model. */
export interface CategorySetPool {
  /** @returns the set's index. @throws ModelFormatError without the place of the node */
  add(set: CategorySet): number;
  finish(): CategorySets;
}

/** @param most members that all sets together may have */
export function categorySetPool(most: number): CategorySetPool {
  const lists: Float64Array[] = [];
  const exact: boolean[] = [];
  let total = 0;
  return {
    add(set) {
      total += set.values.length;
      if (total > most) throw new ModelFormatError(`expected at most ${most} categories in all sets, got more`);
      const members = Float64Array.from(set.values).sort();
      const wrong = members.find((value) => (set.exact === true ? Number.isNaN(value) : !isCode(value)));
      if (wrong !== undefined) throw new ModelFormatError(`expected category codes from 0 to ${codeEnd - 1}, got ${wrong}`);
      exact.push(set.exact === true);
      return lists.push(members) - 1;
    },
    finish: () => pack(lists, exact),
  };
}

function isCode(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < codeEnd;
}

function pack(lists: readonly Float64Array[], exact: readonly boolean[]): CategorySets {
  // A bit set takes 1/8 of a byte per code, a list 8 bytes per member.
  const dense = lists.map((list, set) => exact[set] !== true && (list.at(-1) ?? 0) < 4096 + 64 * list.length);
  const bits = lists.map((list, set) => (dense[set] === true ? bitSet(list) : new Int32Array(0)));
  return {
    has(set, value) {
      const words = bits[set] as Int32Array;
      if (dense[set] !== true) return includes(lists[set] as Float64Array, exact[set] === true ? value : Math.trunc(value));
      // Above −1 as the fraction is dropped, and within the words; NaN is neither.
      if (!(value > -1 && value < words.length * 32)) return false;
      return ((words[value >> 5] as number) & (1 << (value & 31))) !== 0;
    },
    members: (set) => lists[set] as Float64Array,
  };
}

function bitSet(codes: Float64Array): Int32Array {
  const words = new Int32Array(((codes.at(-1) ?? -1) >> 5) + 1);
  for (const code of codes) words[code >> 5] = (words[code >> 5] as number) | (1 << (code & 31));
  return words;
}

function includes(sorted: Float64Array, value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
