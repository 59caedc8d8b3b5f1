const longest = 60;

/** A value from a model file as an error message quotes it: JSON, cut to 60 characters. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value) && value.length > 20) return `a list of ${value.length}`;
  const json = typeof value === 'object' && value !== null && !Array.isArray(value) ? 'an object' : JSON.stringify(value);
  return json.length > longest ? `${json.slice(0, longest)}…` : json;
}
