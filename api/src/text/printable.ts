/**
 * Untrusted text made safe for a terminal: control characters, which could move the cursor or change colours, become escapes such as
 * `\u001b`.
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

/** Untrusted text of several lines made safe for a terminal. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
