/** One text for a combination of label values, to find what is counted under it; no label value holds the separator. */
export function labelKey(values: readonly string[]): string {
  let key = values[0] ?? '';
  // Concatenation beats `join` for the two or three values there are.
  for (let index = 1; index < values.length; index++) key += `\u0000${values[index]}`;
  return key;
}

/** Label values by label name. */
export function labelled(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
