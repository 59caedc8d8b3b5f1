import type { Graph } from '../file/modelProto.ts';

const encoders = new Map([
  ['OneHotEncoder', 'cats_strings'],
  ['LabelEncoder', 'keys_strings'],
  ['CategoryMapper', 'cats_strings'],
]);

/**
 * The texts or numbers that the encoders of a graph know, by input column.
 *
 * @param origins which input column each column of a value comes from
 */
export function inputCategories(
  graph: Graph,
  origins: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<number, readonly (string | number)[]> {
  const categories = new Map<number, readonly (string | number)[]>();
  for (const { operator, inputs, attributes } of graph.nodes) {
    const names = encoders.get(operator);
    if (names === undefined) continue;
    const tensor = attributes.get('keys_tensor')?.tensor;
    const classes = attributes.get('classes_strings')?.texts ?? [];
    const texts = attributes.get(names)?.texts ?? (tensor?.type === 'string' ? tensor.data : classes);
    const known = texts.length > 0 ? texts : (attributes.get('cats_int64s')?.integers ?? []);
    if (known.length === 0) continue;
    for (const column of origins.get(inputs[0] ?? '') ?? []) if (!categories.has(column)) categories.set(column, known);
  }
  return categories;
}
