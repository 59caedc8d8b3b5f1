import type { ChildItem } from './items.ts';

/**
 * An object that holds what its siblings hold already, not an equal copy of its own: of the ten to fifteen objects of a monitor all have the
 * same owner and most the same labels. That is more than half of what a cache of them takes.
 *
 * @param siblings objects of the same monitor
 */
export function sharing<Item extends ChildItem>(item: Item, siblings: readonly ChildItem[]): Item {
  const [first] = siblings;
  if (first === undefined) return item;
  const owners = siblings.find((sibling) => sameOwners(sibling.owners, item.owners))?.owners ?? item.owners;
  const labels = siblings.find((sibling) => sameRecord(sibling.labels, item.labels))?.labels ?? item.labels;
  const annotations = siblings.find((sibling) => sameRecord(sibling.annotations, item.annotations))?.annotations ?? item.annotations;
  return { ...item, namespace: first.namespace, monitor: first.monitor, owners, labels, annotations };
}

function sameOwners(one: ChildItem['owners'], other: ChildItem['owners']): boolean {
  return one.length === other.length && one.every((owner, at) => sameRecord({ ...owner }, { ...other[at] }));
}

function sameRecord(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
