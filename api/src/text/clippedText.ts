/** Characters that are shown of a text from the data where nothing else is said. */
const SHOWN = 80;

/** Text cut to `length` characters, with an ellipsis when something was cut. */
export function clippedText(text: string, length = SHOWN): string {
  // Sliced first: a text of many megabytes is not spread into characters.
  const characters = [...text.slice(0, 2 * length + 2)];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
