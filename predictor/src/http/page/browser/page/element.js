/**
 * An element with text and children. Everything is set as text or as a property: names of features and classes are other people's input.
 *
 * @param {string} tag
 * @param {{ text?: string, class?: string, [attribute: string]: unknown }} [options] text, class, and attributes
 * @param {Node[]} [children]
 */
export function element(tag, { text, class: className, ...attributes } = {}, children = []) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Sets a text only when it changed, so that a selection survives. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}
