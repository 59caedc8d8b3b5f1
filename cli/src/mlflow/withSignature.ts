import type { ModelDescription } from '@modelmonitor/models';
import type { ModelSignature } from '@modelmonitor/sources/mlflow';

/** Types of a signature whose values are texts. */
const texts: ReadonlySet<string> = new Set(['string', 'str', 'object']);

/**
 * A description of a model with the names and types of its signature, where the model file has none. Models trained on arrays take the
 * columns in the order of the signature.
 */
export function withSignature(description: ModelDescription, signature: ModelSignature | undefined): ModelDescription {
  const { features } = description;
  const columns = signature?.columns;
  if (columns === undefined || (features !== undefined && features.length !== columns.length)) return description;
  if (features?.some(({ name }) => name !== undefined)) return description;
  const named = columns.map(({ name, type }, index) => {
    const { type: known, ...rest } = features?.[index] ?? {};
    return { ...rest, name, type: known ?? (texts.has(type) ? ('categorical' as const) : ('numeric' as const)) };
  });
  return { ...description, features: named };
}
