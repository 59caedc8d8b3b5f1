/** A text as an SQL literal. */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as the literal of a DuckDB file function, which would otherwise take *, ? and [ as a pattern of many files. */
export function sqlPath(path: string): string {
  return sqlLiteral(path.replaceAll(/[[*?]/g, (character) => `[${character}]`));
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
