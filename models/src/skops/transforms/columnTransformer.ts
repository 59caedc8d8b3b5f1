import type { Column } from '../columns/column.ts';
import { compileStep, passColumns, stepsByName } from '../pipeline.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy, type PyValue } from '../schema/pyValue.ts';
import type { CompileTransform, StepInput, Transform } from '../step.ts';
import { joinColumns } from './joinColumns.ts';
import { selectColumns } from './selectColumns.ts';

/** Gives columns to transformers and joins what they return, in the order of the transformers; columns of none of them are the remainder. */
export const columnTransformer: CompileTransform = (input) => {
  const { fields, columns } = input;
  const parts = fields.list('transformers_').flatMap((entry, index): { name: string; transform: Transform }[] => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string')
      throw fields.refusal(`transformers_[${index}]: expected a name, a transformer and columns`);
    const [name, value, selection] = entry as readonly PyValue[] as readonly [string, PyValue, PyValue];
    const places = columnPlaces(input, { name, selection });
    if (value === 'drop' || places.length === 0) return [];
    const chosen = selectColumns(columns, places);
    const done = weighted(compileStep(input, { name, value, columns: chosen.columns }), weightOf(fields, name));
    return [{ name, transform: { columns: done.columns, apply: (rows, count) => done.apply(chosen.apply(rows, count), count) } }];
  });
  const prefixes = fields.value('verbose_feature_names_out') !== false;
  return joinColumns(
    parts.map(({ name, transform }) => (prefixes ? { ...transform, columns: withPrefix(transform.columns, name) } : transform)),
  );
};

/** Transformers side by side, each given all columns. */
export const featureUnion: CompileTransform = (input) => {
  const { fields, columns } = input;
  const parts = stepsByName(fields, 'transformer_list').flatMap(([name, value]): Transform[] => {
    if (value === 'drop') return [];
    const done = value === 'passthrough' ? passColumns(columns) : compileStep(input, { name, value, columns });
    const scaled = weighted(done, weightOf(fields, name));
    return [
      { ...scaled, columns: fields.value('verbose_feature_names_out') === false ? scaled.columns : withPrefix(scaled.columns, name) },
    ];
  });
  return joinColumns(parts);
};

function weightOf(fields: Fields, name: string): number {
  const weights = fields.value('transformer_weights');
  const weight = isPy(weights, 'dict') ? weights.get(name) : 1;
  if (weight === undefined || weight === null) return 1;
  if (typeof weight === 'number') return weight;
  throw fields.mismatch('transformer_weights', 'numbers by name');
}

function weighted({ columns, apply }: Transform, weight: number): Transform {
  return weight === 1 ? { columns, apply } : { columns, apply: (rows, count) => apply(rows, count).map((cell) => cell * weight) };
}

function withPrefix(columns: readonly Column[], name: string): readonly Column[] {
  return columns.map((column) => (column.name === undefined ? column : { ...column, name: `${name}__${column.name}` }));
}

/** The indices of a transformer's columns: as resolved in training, else as the transformer names them. */
function columnPlaces(input: StepInput, { name, selection }: { name: string; selection: PyValue }): readonly number[] {
  const { fields, columns } = input;
  const resolved = fields.value('_transformer_to_input_indices');
  const known = isPy(resolved, 'dict') ? resolved.get(name) : undefined;
  const places = Array.isArray(known) ? known : isPy(known, 'array') ? Array.from(known.array.numbers) : selection;
  if (
    !Array.isArray(places) ||
    !places.every((place) => Number.isInteger(place) && (place as number) >= 0 && (place as number) < columns.length)
  ) {
    throw fields.refusal(`_transformer_to_input_indices: expected indices of the ${columns.length} columns for "${name}"`);
  }
  return places as readonly number[];
}
