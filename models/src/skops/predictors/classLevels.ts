import { type Level, levelsOf } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';

/** `classes_` of a classifier. @throws ModelFormatError for several targets, and for classes that are no texts, numbers or booleans */
export function classLevels(fields: Fields, name = 'classes_'): readonly Level[] {
  const value = fields.value(name);
  if (Array.isArray(value)) throw fields.unsupported(`${name}: a model of several targets`);
  if (isPy(value, 'array') && value.array.shape.length > 1) throw fields.unsupported(`${name}: a model of several targets`);
  const levels = levelsOf(fields.array(name));
  if (levels === undefined || levels.length === 0) throw fields.mismatch(name, 'at least one class');
  return levels;
}

/** @throws ModelFormatError for a model of several targets */
export function checkOneTarget(fields: Fields): void {
  if (fields.has('n_outputs_') && fields.number('n_outputs_') !== 1) throw fields.unsupported('n_outputs_: a model of several targets');
}
