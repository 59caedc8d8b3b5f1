import type { Stored } from './store.ts';

/** Objects by a word, such as the monitor they belong to; stores of several kinds may share one. */
export interface ItemIndex<Item extends Stored> {
  /** Objects this word is of, in no particular order. */
  indexed(word: string): readonly Item[];
  add(item: Item): void;
  remove(item: Item): void;
}

/** @param wordOf undefined for an object that is not to be found by any */
export function createItemIndex<Item extends Stored>(wordOf: (item: Item) => string | undefined): ItemIndex<Item> {
  // A word has few objects: a list is smaller than a map, and searched as fast.
  const words = new Map<string, Item[]>();
  return {
    indexed: (word) => [...(words.get(word) ?? [])],
    add(item) {
      const word = wordOf(item);
      if (word === undefined) return;
      const items = words.get(word);
      if (items === undefined) words.set(word, [item]);
      else items.push(item);
    },
    remove(item) {
      const word = wordOf(item);
      const items = word === undefined ? undefined : words.get(word);
      if (word === undefined || items === undefined) return;
      const at = items.findIndex(({ key }) => key === item.key);
      if (at !== -1) items.splice(at, 1);
      if (items.length === 0) words.delete(word);
    },
  };
}
