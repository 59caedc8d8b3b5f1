/** A text in double quotes where a name or a value begins and ends; a comma; what is between them. */
const TOKENS = /(?<=(?:^|,)\s*|=)"(?:[^"]|"")*"(?=\s*(?:$|[,=]))|,|[^,"]+|"/g;
const QUOTED = /^"((?:[^"]|"")*)"$/;

/**
 * Splits a text at commas outside of double quotes, as CSV does; quotes and blanks stay.
 *
 * @example
 * splitQuoted('"a,b",c') // => ['"a,b"', 'c']
 */
export function splitQuoted(text: string): string[] {
  const pieces = [''];
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === ',') pieces.push('');
    else pieces[pieces.length - 1] += token;
  }
  return pieces;
}

/**
 * A piece without blanks around it and without its quotes.
 *
 * @example
 * unquoted(' "say ""hi""" ') // => 'say "hi"'
 */
export function unquoted(piece: string): string {
  const [, inner] = QUOTED.exec(piece.trim()) ?? [];
  return inner === undefined ? piece.trim() : inner.replaceAll('""', '"');
}
