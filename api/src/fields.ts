/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value of JSON is an object, and neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
