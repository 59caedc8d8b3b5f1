/**
 * Updates the children of a parent from a list, changing only what differs, so that focus and selection survive.
 *
 * @template Item
 * @param {Element} parent
 * @param {Item[]} items
 * @param {{ key: (item: Item) => string, create: (item: Item) => Element, update: (element: Element, item: Item) => void }} options
 */
export function keyedRows(parent, items, { key, create, update }) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const name = key(item);
    const row = known.get(name) ?? create(item);
    known.delete(name);
    row.dataset.key = name;
    update(row, item);
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] ?? null);
  });
  for (const gone of known.values()) gone.remove();
}
