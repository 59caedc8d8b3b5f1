import type { Features } from './trafficRows.ts';

/** The body of a request and its content type. */
export interface RequestBody {
  readonly body: string;
  readonly contentType: string;
}

const json = (value: unknown): RequestBody => ({ body: JSON.stringify(value), contentType: 'application/json' });

/** Mistakes of callers, each applied to a valid row. */
const mistakes: Readonly<Record<string, (features: Features) => RequestBody>> = {
  'JSON that ends early': (features) => ({ ...json({ features }), body: JSON.stringify({ features }).slice(0, -3) }),
  'an empty body': () => ({ body: '', contentType: 'application/json' }),
  'another content type': (features) => ({ ...json({ features }), contentType: 'text/plain' }),
  'no features at all': () => json({ rows: [] }),
  'a feature left out': (features) => json({ features: Object.fromEntries(Object.entries(features).slice(1)) }),
  'a feature no model has': (features) => json({ features: { ...features, 'no such feature': 1 } }),
  'an object for a value': (features) => json({ features: { ...features, [firstOf(features)]: { value: 1 } } }),
  'text for a value': (features) => json({ features: { ...features, [firstOf(features)]: 'not a value' } }),
  'a value too many': (features) => json({ features: [...Object.values(features), 1] }),
  'a list of nothing': () => json({ features: [] }),
};

export const invalidKinds: readonly string[] = Object.keys(mistakes);

/** A request that a model server must reject. */
export function invalidRequest(kind: string, features: Features): RequestBody {
  const make = mistakes[kind];
  if (make === undefined) throw new RangeError(`expected one of ${invalidKinds.join(', ')}, got ${kind}`);
  return make(features);
}

/** A valid request: features by name. */
export function validRequest(features: Features): RequestBody {
  return json({ features });
}

function firstOf(features: Features): string {
  return Object.keys(features)[0] ?? 'feature';
}
