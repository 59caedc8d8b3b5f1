import { ModelFormatError } from '../../modelFormatError.ts';
import { expectTensor, type NumberTensor, type Tensor, zeros } from '../tensor.ts';
import type { NodeContext, Operator } from './operator.ts';
import { UnknownCategory } from './unknownCategory.ts';

type Inputs = readonly (Tensor | undefined)[];
type Key = string | number;

function oneHotEncoder({ attributes, where, inputNames }: NodeContext) {
  const texts = attributes.texts('cats_strings');
  const keys: readonly Key[] = texts.length > 0 ? texts : attributes.integers('cats_int64s');
  const index = new Map(keys.map((key, at) => [key, at]));
  const takesOthers = attributes.integer('zeros', 1) !== 0;
  return ([input]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    if ((tensor.type === 'string') !== texts.length > 0) {
      throw new ModelFormatError(`${where}: expected ${texts.length > 0 ? 'texts' : 'numbers'}, got ${tensor.type}`);
    }
    const result = zeros('float', [...tensor.shape, keys.length]);
    for (let at = 0; at < tensor.data.length; at++) {
      const value = tensor.data[at] as Key;
      const category = index.get(typeof value === 'string' ? value : Math.trunc(value) + 0);
      if (category !== undefined) result.data[at * keys.length + category] = 1;
      else if (!takesOthers) throw new UnknownCategory({ ...placeOf(at, tensor), source: inputNames[0] ?? '' });
    }
    return result;
  };
}

function placeOf(at: number, { shape }: Tensor): { row: number; column: number } {
  const width = shape.length < 2 ? 1 : (shape[1] as number);
  return { row: Math.floor(at / width), column: at % width };
}

/** A map from texts or numbers to texts or numbers, with a value for everything else. */
interface Mapping {
  readonly keys: readonly Key[];
  readonly values: readonly Key[];
  readonly type: NumberTensor['type'] | 'string';
  readonly fallback: Key;
}

function mapper(name: string, mapping: (node: NodeContext, isText: boolean) => Mapping): Operator {
  return {
    name,
    compile: (node) => {
      const prepared = [mapping(node, false), mapping(node, true)].map((map) => ({ ...map, index: indexOf(map, node.where) }));
      return ([input]) => {
        const tensor = expectTensor(input, node.where);
        const { type, values, fallback, index } = prepared[tensor.type === 'string' ? 1 : 0] as (typeof prepared)[number];
        const lookUp = (key: Key) => values[index.get(key) ?? -1] ?? fallback;
        if (type === 'string')
          return { type, shape: tensor.shape, data: Array.from(tensor.data as ArrayLike<Key>, (key) => String(lookUp(key))) };
        const result = zeros(type, tensor.shape);
        for (let at = 0; at < result.data.length; at++) result.data[at] = Number(lookUp(tensor.data[at] as Key));
        return result;
      };
    },
  };
}

/** A key that occurs twice counts the first time. */
function indexOf({ keys, values }: Mapping, where: string): ReadonlyMap<Key, number> {
  if (keys.length !== values.length) {
    throw new ModelFormatError(`${where}: expected as many values as keys, got ${values.length} and ${keys.length}`);
  }
  const index = new Map<Key, number>();
  for (const [at, key] of keys.entries()) if (!index.has(key)) index.set(key, at);
  return index;
}

/** Keys and values of the LabelEncoder by version: one list of classes, lists by type, or tensors. */
function labelMapping({ attributes, opset }: NodeContext, isText: boolean): Mapping {
  if (opset < 2) {
    const classes = attributes.texts('classes_strings');
    const numbers = classes.map((_, at) => at);
    return isText
      ? { keys: classes, values: numbers, type: 'int64', fallback: attributes.integer('default_int64', -1) }
      : { keys: numbers, values: classes, type: 'string', fallback: attributes.text('default_string', '_Unused') };
  }
  const keys = lists('keys').flatMap(({ name, read }) => read(attributes, name))[0];
  const values = lists('values').flatMap(({ name, read, type }) => read(attributes, name).map((list) => ({ type, list })))[0];
  const type = values?.type ?? attributes.tensor('values_tensor')?.type ?? 'int64';
  const fallbacks: Readonly<Partial<Record<Mapping['type'], Key>>> = {
    string: attributes.text('default_string', '_Unused'),
    int64: attributes.integer('default_int64', -1),
    float: attributes.float('default_float', -0),
  };
  return {
    keys: keys ?? tensorList(attributes.tensor('keys_tensor')),
    values: values?.list ?? tensorList(attributes.tensor('values_tensor')),
    type,
    fallback: tensorList(attributes.tensor('default_tensor'))[0] ?? fallbacks[type] ?? (type === 'double' ? -0 : -1),
  };
}

function lists(prefix: 'keys' | 'values') {
  type Read = (attributes: NodeContext['attributes'], name: string) => readonly (readonly Key[])[];
  const read = (values: (attributes: NodeContext['attributes'], name: string) => readonly Key[]): Read => {
    return (attributes, name) => (attributes.has(name) ? [values(attributes, name)] : []);
  };
  return [
    { name: `${prefix}_strings`, type: 'string' as const, read: read((attributes, name) => attributes.texts(name)) },
    { name: `${prefix}_int64s`, type: 'int64' as const, read: read((attributes, name) => attributes.integers(name)) },
    { name: `${prefix}_floats`, type: 'float' as const, read: read((attributes, name) => attributes.floats(name)) },
  ];
}

function tensorList(tensor: Tensor | undefined): readonly Key[] {
  return tensor === undefined ? [] : Array.from(tensor.data as ArrayLike<Key>);
}

function categoryMapping({ attributes }: NodeContext, isText: boolean): Mapping {
  const [texts, numbers] = [attributes.texts('cats_strings'), attributes.integers('cats_int64s')];
  return isText
    ? { keys: texts, values: numbers, type: 'int64', fallback: attributes.integer('default_int64', -1) }
    : { keys: numbers, values: texts, type: 'string', fallback: attributes.text('default_string', '_Unused') };
}

export const encoderOperators: readonly Operator[] = [
  { name: 'OneHotEncoder', compile: oneHotEncoder },
  mapper('LabelEncoder', labelMapping),
  mapper('CategoryMapper', categoryMapping),
];
