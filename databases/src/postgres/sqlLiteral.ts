/**
 * A text as a constant of SQL, for statements that take no parameters.
 *
 * @example
 * ```ts
 * sqlLiteral("it's"); // "'it''s'"
 * ```
 */
export function sqlLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
}

/** A name as an identifier of SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
