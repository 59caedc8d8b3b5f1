import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import type { Predictor, StepInput } from '../step.ts';

/** The estimators inside of another one, each given all of its columns. */
export function membersOf(input: StepInput, name: string): readonly Predictor[] {
  const values = input.fields.list(name);
  if (values.length === 0) throw input.fields.mismatch(name, 'at least one estimator');
  return values.map((value, index) => input.compile.predictor({ ...input, fields: input.fields.inside(value, `${name}[${index}]`) }));
}

/**
 * Per class of a member: its index among the classes of the whole. Members of many ensembles are fitted on indices of classes.
 *
 * @throws ModelFormatError when a member has other classes
 */
export function classPlaces(
  member: Predictor,
  { count, classes, fields }: { count: number; classes?: readonly Level[]; fields: Fields },
): readonly number[] {
  const levels = member.classes;
  if (levels === undefined) throw fields.refusal('expected a classifier inside, got a regressor');
  return levels.map((level) => {
    const place = classes === undefined ? Number(level) : classes.indexOf(level);
    if (Number.isInteger(place) && place >= 0 && place < count) return place;
    throw fields.refusal(`a classifier inside has the class ${JSON.stringify(level)}, which is none of its own`);
  });
}

/** Class indices of a member as indices of the whole. */
export function moveClasses(values: Float64Array, places: readonly number[]): Float64Array {
  return values.map((index) => places[index] as number);
}
