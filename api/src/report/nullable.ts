import Type, { type TSchema } from 'typebox';

/** A value that may be null, with the reason said beside it: strict JSON knows neither NaN nor Infinity. */
export function nullable<Schema extends TSchema>(schema: Schema): Type.TUnion<[Schema, Type.TNull]> {
  return Type.Union([schema, Type.Null()]);
}
