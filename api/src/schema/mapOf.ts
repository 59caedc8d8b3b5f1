import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';

/**
 * A field that maps free keys to values of one schema, in the form both JSON Schema and a Kubernetes structural schema accept
 * (`additionalProperties`, no `patternProperties`).
 *
 * @example
 * mapOf(Type.String(), { maxProperties: 8, description: 'Labels.' })
 * // => { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 8, description: 'Labels.' }
 */
export function mapOf<Value extends TSchema>(
  value: Value,
  options: { maxProperties: number; description: string; default?: Readonly<Record<string, never>> },
): TUnsafe<Record<string, Static<Value>>> {
  return Type.Unsafe<Record<string, Static<Value>>>({ type: 'object', additionalProperties: value, ...options });
}
