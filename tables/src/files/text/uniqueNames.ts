/**
 * Names of columns as pandas makes them: one that is empty goes by its place, and one that stands there again gets a number.
 *
 * @example
 * uniqueNames(['a', '', 'a']) // => ['a', 'Unnamed: 1', 'a.1']
 */
export function uniqueNames(names: readonly string[]): string[] {
  const filled = names.map((name, index) => (name === '' ? `Unnamed: ${index}` : name));
  const taken = new Set(filled);
  const seen = new Map<string, number>();
  return filled.map((name) => {
    let count = seen.get(name);
    if (count === undefined) {
      seen.set(name, 1);
      return name;
    }
    while (taken.has(`${name}.${count}`)) count++;
    seen.set(name, count + 1);
    taken.add(`${name}.${count}`);
    return `${name}.${count}`;
  });
}
