/**
 * An element with text and children. Everything is set as text or as a property: names of features and classes are untrusted input.
 *
 * @param {string} tag
 * @param {{ text?: string, class?: string, [attribute: string]: unknown }} [options] text, class, and attributes
 * @param {Node[]} [children]
 */
export function element(tag, { text, class: className, ...attributes } = {}, children = []) {
  const created = document.createElement(tag);
  if (text !== undefined) created.textContent = text;
  if (className !== undefined) created.className = className;
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, String(value));
  created.append(...children);
  return created;
}

/** Sets a text only when it changed, so that a selection survives. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}
