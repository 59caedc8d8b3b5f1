/** What a store keeps of an object. */
export interface Stored {
  /** `NAMESPACE/NAME`, or `NAME` without a namespace. */
  readonly key: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** A difference: an object came, changed or went. One that was deleted and made anew under its name first goes, then comes. */
export interface Change<Item> {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The newest known state of the objects of a kind, and who depends on which. */
export interface Store<Item extends Stored> {
  readonly size: number;
  get(key: string): Item | undefined;
  values(): Iterable<Item>;
  /** Objects an index function gave this word for. */
  indexed(word: string): readonly Item[];
  put(item: Item): void;
  remove(key: string): void;
  /** Makes these the objects there are; `within` says which of the known ones would have been among them. */
  replace(items: readonly Item[], within: (item: Item) => boolean): void;
}

export interface StoreOptions<Item> {
  /** Word an object is found by, such as the monitor it belongs to. */
  readonly index?: (item: Item) => string | undefined;
  readonly onChange: (change: Change<Item>) => void;
}

export function createStore<Item extends Stored>({ index = () => undefined, onChange }: StoreOptions<Item>): Store<Item> {
  const items = new Map<string, Item>();
  const words = new Map<string, Map<string, Item>>();
  const unlink = (item: Item) => {
    const word = index(item);
    const entries = word === undefined ? undefined : words.get(word);
    entries?.delete(item.key);
    if (word !== undefined && entries?.size === 0) words.delete(word);
  };
  const link = (item: Item) => {
    const word = index(item);
    if (word === undefined) return;
    const entries = words.get(word) ?? new Map<string, Item>();
    words.set(word, entries.set(item.key, item));
  };
  const remove = (key: string) => {
    const before = items.get(key);
    if (before === undefined) return;
    items.delete(key);
    unlink(before);
    onChange({ before, after: undefined });
  };
  const put = (item: Item) => {
    if (items.get(item.key)?.uid !== item.uid) remove(item.key);
    const before = items.get(item.key);
    if (before?.resourceVersion === item.resourceVersion) return;
    if (before !== undefined) unlink(before);
    items.set(item.key, item);
    link(item);
    onChange({ before, after: item });
  };
  return {
    get size() {
      return items.size;
    },
    get: (key) => items.get(key),
    values: () => items.values(),
    indexed: (word) => [...(words.get(word)?.values() ?? [])],
    put,
    remove,
    replace(fresh, within) {
      const keys = new Set(fresh.map(({ key }) => key));
      for (const item of [...items.values()]) if (within(item) && !keys.has(item.key)) remove(item.key);
      for (const item of fresh) put(item);
    },
  };
}
