/**
 * Text from elsewhere as a terminal may show it: control characters, which could move its cursor or change its colours, become `\u001b` and
 * the like.
 *
 * @example
 * printable('red\u001b[31m') // => 'red\\u001b[31m'
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
