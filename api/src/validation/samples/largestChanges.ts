/**
 * Changes that make the example as large as the schema allows where rules compare names: 1000 features with names of 128 characters, of which
 * the last 100 are redacted and have a method of their own. An API server gives up on a rule that costs too much.
 *
 * @param redacted further names
 */
export function largestChanges(...redacted: readonly string[]): Readonly<Record<string, unknown>> {
  const names = Array.from({ length: 1000 }, (_, index) => String(index).padStart(128, 'x'));
  const last = names.slice(900);
  return {
    'spec.model.features': names.map((name) => ({ name, type: 'numeric' })),
    'spec.capture.redact': [...redacted, ...last].slice(0, 100),
    'spec.drift.methods.features': Object.fromEntries(last.map((name) => [name, { method: 'ks' }])),
  };
}
