/**
 * CEL's `string.format(list)` for `%s` and `%d`, as the API server writes values: a list in brackets with its texts in quotes, a double as Go's
 * `%g` does. Our messages use it, since the API server can bound its cost, unlike the cost of `+` for texts of numbers.
 *
 * @example
 * celFormat('expected %d, got %s', [2n, ['a', 'b']]) // => 'expected 2, got ["a", "b"]'
 */
export function celFormat(text: string, values: readonly unknown[]): string {
  const left = [...values];
  return text.replaceAll(/%[sd]/g, () => formatValue(left.shift()));
}

function formatValue(value: unknown): string {
  if (typeof value === 'number') return formatDouble(value);
  if (!Array.isArray(value)) return String(value);
  return `[${value.map((item) => (typeof item === 'string' ? JSON.stringify(item) : formatValue(item))).join(', ')}]`;
}

/** With an exponent of at least two digits below 0.0001 and from a million on. */
function formatDouble(value: number): string {
  const [digits, exponent = '0'] = value.toExponential().split('e');
  if (!Number.isFinite(value) || (Number(exponent) >= -4 && Number(exponent) < 6)) return String(value);
  return `${digits}e${exponent.startsWith('-') ? '-' : '+'}${exponent.slice(1).padStart(2, '0')}`;
}
