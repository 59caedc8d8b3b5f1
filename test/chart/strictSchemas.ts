type Schema = Readonly<Record<string, unknown>>;

/** What an API server publishes at /openapi/v2. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * JSON schemas as kubeconform reads them, by file name, of every kind an API server knows, its own definitions included. Stricter than what it
 * publishes: a field it does not know is an error, as the API server itself has it.
 */
export function strictSchemas({ definitions }: OpenApi): Map<string, object> {
  const strict = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, strictSchema(schema, name)]));
  const files = new Map<string, object>();
  for (const [name, schema] of Object.entries(definitions)) {
    const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly Kind[];
    const [kind] = kinds;
    const { apiVersion } = (schema['properties'] ?? {}) as Schema;
    // DeleteOptions and its like belong to every group.
    if (kind === undefined || kinds.length > 1 || apiVersion === undefined) continue;
    const needed = [...closure(strict, name)].map((each) => [each, strict[each]]);
    files.set(fileName(kind), { $ref: `#/definitions/${name}`, definitions: Object.fromEntries(needed) });
  }
  return files;
}

/** Where kubeconform looks: its group of the core group is its version. */
export const schemaLocation = '{{ .Group }}_{{ .ResourceAPIVersion }}_{{ .ResourceKind }}.json';

function fileName({ group, version, kind }: Kind): string {
  return `${group || version}_${version}_${kind.toLowerCase()}.json`;
}

function strictSchema(schema: unknown, name = ''): unknown {
  if (Array.isArray(schema)) return schema.map((item) => strictSchema(item));
  if (schema === null || typeof schema !== 'object') return schema;
  const own = schema as Schema;
  if (own['format'] === 'int-or-string' || own['x-kubernetes-int-or-string'] === true) return either('string', 'integer');
  if (name.endsWith('api.resource.Quantity')) return either('string', 'number');
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(own)) {
    if (key === 'format' || key === 'description' || key.startsWith('x-')) continue;
    out[key] = key === 'properties' ? nullable(value as Schema) : strictSchema(value);
  }
  const open = own['additionalProperties'] !== undefined || own['x-kubernetes-preserve-unknown-fields'] === true;
  if (own['properties'] !== undefined && !open) out['additionalProperties'] = false;
  return out;
}

/** A field written as null counts as absent. */
function nullable(properties: Schema): Schema {
  const entries = Object.entries(properties).map(([name, property]) => {
    const schema = strictSchema(property) as Schema;
    return [name, schema['type'] === undefined ? schema : { ...schema, type: [schema['type'], 'null'] }];
  });
  return Object.fromEntries(entries);
}

const either = (...types: readonly string[]) => ({ oneOf: types.map((type) => ({ type })) });

function closure(definitions: Readonly<Record<string, unknown>>, name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, next = ''] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) closure(definitions, next, seen);
  return seen;
}
