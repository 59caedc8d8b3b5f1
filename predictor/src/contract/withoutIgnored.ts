/**
 * Takes the columns that the resource ignores out of rows by name, so that callers can send whole rows of their data.
 *
 * @param ignored names of columns
 * @param features names of features, which are never ignored
 * @returns a function that returns a row without them: the same object where it has none
 */
export function withoutIgnored(ignored: readonly string[], features: readonly string[]): (row: unknown) => unknown {
  const names = new Set(ignored.filter((name) => !features.includes(name)));
  if (names.size === 0) return (row) => row;
  return (row) => {
    if (row === null || typeof row !== 'object' || Array.isArray(row) || !Object.keys(row).some((name) => names.has(name))) return row;
    return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)));
  };
}
