import type { ItemIndex } from './itemIndex.ts';

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

/** The newest known state of the objects of a kind. */
export interface Store<Item extends Stored> {
  readonly size: number;
  get(key: string): Item | undefined;
  values(): Iterable<Item>;
  put(item: Item): void;
  remove(key: string): void;
  /** Removes what is not among these keys and, as `within` says, would have been. */
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
      // A Map may lose entries while it is walked through.
      for (const item of items.values()) if (!keys.has(item.key) && within(item)) remove(item.key);
    },
  };
}
