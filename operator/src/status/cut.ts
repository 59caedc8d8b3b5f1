/**
 * A text of at most so many characters; what is longer ends with an ellipsis.
 *
 * @example
 * cut('drifted', 4) // => 'dri…'
 */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
