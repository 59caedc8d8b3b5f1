import type { UnsupportedField } from '../plan/unsupportedFields.ts';
import type { Condition } from './statusSchema.ts';

/**
 * The condition `UnsupportedFields` of a plan; none where every field takes effect.
 *
 * @example
 * unsupportedConditions(planFor(monitor, laptop).unsupported)
 * // => [{ type: 'UnsupportedFields', status: 'True', reason: 'ClusterOnly', message: 'spec.serving.replicas: takes effect in …' }]
 */
export function unsupportedConditions(
  fields: readonly UnsupportedField[],
): readonly (Pick<Condition, 'type' | 'status' | 'message'> & Pick<UnsupportedField, 'reason'>)[] {
  const [first] = fields;
  if (first === undefined) return [];
  const message = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
  return [{ type: 'UnsupportedFields', status: 'True', reason: first.reason, message }];
}
