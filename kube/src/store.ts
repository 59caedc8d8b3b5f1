import type { Metadata } from './rawObject.ts';

/** What a store keeps of every object. */
export interface Stored {
  /** `NAMESPACE/NAME`, or `NAME` without a namespace; stores of several kinds may put the kind in front. */
  readonly key: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** `NAMESPACE/NAME` of an object. */
export function keyOf({ namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string {
  // Joined, a text is in one piece: one that is put together keeps its pieces, and there are some of a hundred thousand objects.
  return namespace === undefined ? name : [namespace, name].join('/');
}

/** Key and versions of an object. */
export function identityOf(metadata: Metadata): Stored {
  const { uid = '', resourceVersion = '' } = metadata;
  return { key: keyOf(metadata), uid, resourceVersion };
}

/** A difference: an object came, changed or went. One that was deleted and created again under its name first goes, then comes. */
export interface Change<Item> {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The newest known state of the objects of a kind. */
export interface Store<Item extends Stored> {
  readonly size: number;
  get(key: string): Item | undefined;
  values(): Iterable<Item>;
  put(item: Item): void;
  remove(key: string): void;
  /** Removes the items that are not among these keys, of those that `within` selects. */
  keepOnly(keys: ReadonlySet<string>, within: (item: Item) => boolean): void;
}

export interface StoreOptions<Item extends Stored> {
  /** Kept up to date with what is stored. */
  readonly index?: ItemIndex<Item>;
  readonly onChange: (change: Change<Item>) => void;
}

export function createStore<Item extends Stored>({ index, onChange }: StoreOptions<Item>): Store<Item> {
  const items = new Map<string, Item>();
  const remove = (key: string) => {
    const before = items.get(key);
    if (before === undefined) return;
    items.delete(key);
    index?.remove(before);
    onChange({ before, after: undefined });
  };
  const put = (item: Item) => {
    if (items.get(item.key)?.uid !== item.uid) remove(item.key);
    const before = items.get(item.key);
    if (before?.resourceVersion === item.resourceVersion) return;
    if (before !== undefined) index?.remove(before);
    items.set(item.key, item);
    index?.add(item);
    onChange({ before, after: item });
  };
  return {
    get size() {
      return items.size;
    },
    get: (key) => items.get(key),
    values: () => items.values(),
    put,
    remove,
    keepOnly(keys, within) {
      // A Map may lose entries while it is iterated.
      for (const item of items.values()) if (!keys.has(item.key) && within(item)) remove(item.key);
    },
  };
}

/** Objects by a word, such as the name of their owner; stores of several kinds may share one. */
export interface ItemIndex<Item extends Stored> {
  /** Objects with this word, in no particular order. */
  indexed(word: string): readonly Item[];
  /** Words with objects. */
  words(): Iterable<string>;
  add(item: Item): void;
  remove(item: Item): void;
}

/** @param wordOf undefined for an object that is not indexed */
export function createItemIndex<Item extends Stored>(wordOf: (item: Item) => string | undefined): ItemIndex<Item> {
  // A word has few objects: a list is smaller than a map, and searched as fast.
  const words = new Map<string, Item[]>();
  return {
    indexed: (word) => [...(words.get(word) ?? [])],
    words: () => words.keys(),
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
