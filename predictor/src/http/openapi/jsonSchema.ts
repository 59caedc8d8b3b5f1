/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A reference to a schema among the document's components. */
export function schemaRef(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object with exactly these members; names with a question mark at their end may be absent. */
export function exactObject(members: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    ...more,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}
