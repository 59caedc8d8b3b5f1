/** One thing wrong with a document, worded so that its author can fix it. */
export interface Problem {
  /** Path of the field, such as `spec.model.versions[0].traffic`; empty for the document itself. */
  readonly path: string;
  /** The same path as keys, to find the place in the file. */
  readonly keys: readonly (string | number)[];
  /** What was expected and what was found. */
  readonly message: string;
}

/** A path of keys as Kubernetes writes it: `spec.model.features[3].name`, `spec.drift.methods.features[od280/od315]`. */
export function fieldPath(keys: readonly (string | number)[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' || !/^[A-Za-z_][\w-]*$/.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

export function problem(keys: readonly (string | number)[], message: string): Problem {
  return { path: fieldPath(keys), keys, message };
}

/** A value as an error message shows it: JSON, cut to 60 characters. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
