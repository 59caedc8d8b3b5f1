import { Ajv } from 'ajv';
import type { Problem } from '../validation/problem.ts';
import { schemaProblems } from '../validation/schemaProblems.ts';
import { referenceProfileSchema } from './referenceProfile.ts';

/**
 * What keeps a document from being a reference profile, by its shape alone: the first problem found, none when the shape is right.
 *
 * @param document any JSON value
 */
export function profileProblems(document: unknown): Problem[] {
  const { columns, ...envelope } = referenceProfileSchema.properties;
  const ajv = new Ajv({ verbose: true, strict: true, allowUnionTypes: true });
  const isEnvelope = ajv.compile({ ...referenceProfileSchema, properties: { ...envelope, columns: { type: 'array' } } });
  if (!isEnvelope(document)) return schemaProblems(isEnvelope.errors ?? [], document);
  const [numeric, categorical] = columns.items.anyOf.map((schema) => ajv.compile(schema));
  for (const [index, column] of (document as { columns: unknown[] }).columns.entries()) {
    // The branch of its own type says what is wrong; a union would only say that neither fits.
    const accepts = (column as { type?: unknown } | null)?.type === 'numeric' ? numeric : categorical;
    if (accepts === undefined || accepts(column)) continue;
    const errors = (accepts.errors ?? []).map((error) => ({ ...error, instancePath: `/columns/${index}${error.instancePath}` }));
    return schemaProblems(errors, document);
  }
  return [];
}
