/**
 * Takes the columns that the resource ignores out of rows by name, so that callers can send whole rows of their data, a column
 * without a name (`Unnamed: 0`) by what other readers of the same file call it.
 *
 * @param ignored names of columns
 * @param features names of features, which are never ignored
 * @returns a function that returns a row without them: the same object where it has none
 */
export function withoutIgnored(ignored: readonly string[], features: readonly string[]): (row: unknown) => unknown {
  const names = new Set(ignored.flatMap((name) => [name, ...otherNames(name)]).filter((name) => !features.includes(name)));
  if (names.size === 0) return (row) => row;
  return (row) => {
    if (row === null || typeof row !== 'object' || Array.isArray(row) || !Object.keys(row).some((name) => names.has(name))) return row;
    return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)));
  };
}

/** What the csv module of Python and readers of R call a column without a name. */
function otherNames(name: string): string[] {
  const index = /^Unnamed: (\d+)$/.exec(name)?.[1];
  if (index === undefined) return [];
  return ['', index === '0' ? 'X' : `X.${index}`, `...${Number(index) + 1}`];
}
