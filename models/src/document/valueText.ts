const longest = 60;

/** A value of a model file as an error message quotes it: JSON, cut to 60 characters; objects and long lists by what they are. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (ArrayBuffer.isView(value)) return 'a list of numbers';
  if (Array.isArray(value) && value.length > 20) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'an object';
  // JSON has no NaN and no infinity.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
