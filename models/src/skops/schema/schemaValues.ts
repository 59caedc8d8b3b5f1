import { ModelFormatError } from '../../modelFormatError.ts';
import type { NdArray } from '../../npy/ndArray.ts';
import { readNpy } from '../../npy/readNpy.ts';
import type { ZipFile } from '../../zip/readZip.ts';
import type { PyDict, PyValue } from './pyValue.ts';
import { isPy } from './pyValue.ts';
import type { SchemaNode } from './schemaIndex.ts';

type Read = (node: unknown) => PyValue;
type Loader = (node: SchemaNode, read: Read, zip: ZipFile) => PyValue;

/** Deeper than estimators nest lists; what they nest beyond it are objects, which are read one by one. */
const deepest = 100;

/**
 * Reads nodes of a schema when they are requested, each once. What an estimator does not use is not read: neither its random state nor
 * functions of its author.
 */
export function schemaValues(zip: ZipFile, index: ReadonlyMap<unknown, SchemaNode>): Read {
  const known = new Map<SchemaNode, PyValue>();
  let depth = 0;
  const read: Read = (given) => {
    if (typeof given !== 'object' || given === null)
      throw new ModelFormatError(`schema.json: expected a node, got ${JSON.stringify(given)}`);
    const id = (given as SchemaNode)['__id__'];
    const node = (id === undefined ? undefined : index.get(id)) ?? (given as SchemaNode);
    const found = known.get(node);
    if (found !== undefined) return found;
    const name = node['__loader__'];
    const loader = typeof name === 'string' && Object.hasOwn(loaders, name) ? (loaders[name] as Loader) : nameOf;
    if (++depth > deepest) throw new ModelFormatError(`schema.json: lists are nested at most ${deepest} deep`);
    try {
      const value = loader(node, read, zip);
      known.set(node, value);
      return value;
    } finally {
      depth--;
    }
  };
  return read;
}

const nameOf: Loader = (node) => ({ py: 'name', module: text(node, '__module__'), className: text(node, '__class__') });
/** Up to protocol 0 the names of a function are in its content. */
const functionOf: Loader = (node, read, zip) => {
  const [module, className] = [member(node['content'], 'module_path'), member(node['content'], 'function')];
  return typeof module === 'string' && typeof className === 'string' ? { py: 'name', module, className } : nameOf(node, read, zip);
};
const readList: Loader = (node, read) => list(node).map(read);
const readBytes: Loader = (node, _, zip) => ({ py: 'bytes', bytes: zip.read(text(node, 'file')) });

const loaders: Readonly<Record<string, Loader>> = {
  JsonNode: (node) => jsonValue(text(node, 'content')),
  ListNode: readList,
  TupleNode: readList,
  SetNode: readList,
  DictNode: (node, read) => dictOf(node['content'], read),
  DefaultDictNode: (node, read) => read(member(node['content'], 'main')),
  _DictWithDeprecatedKeysNode: (node, read) => read(member(node['content'], 'main')),
  SliceNode: (node) => {
    const part = (key: string): PyValue => {
      const value = member(node['content'], key);
      return typeof value === 'number' || typeof value === 'string' ? value : null;
    };
    return { py: 'slice', start: part('start'), stop: part('stop'), step: part('step') };
  },
  NdArrayNode: readArray,
  SparseMatrixNode: (node, _, zip) => ({ py: 'sparse', npz: zip.read(text(node, 'file')) }),
  BytesNode: readBytes,
  BytearrayNode: readBytes,
  ObjectNode: (node, read) => objectOf(node, () => node['content'], read),
  TreeNode: (node, read) => objectOf(node, () => node['content'], read),
  LossNode: (node, read) => objectOf(node, () => node['content'], read),
  ReduceNode: (node, read) => objectOf(node, () => node['content'], read),
  FunctionNode: functionOf,
  PartialNode: (node, read) => ({ py: 'partial', func: read(member(node['content'], 'func')) }),
  ConstructorFromReduceNode: (node, read) => objectOf(node, () => undefined, read),
};

function objectOf(node: SchemaNode, content: () => unknown, read: Read): PyValue {
  const { py: _, ...names } = nameOf(node, read, undefined as never) as { py: 'name'; module: string; className: string };
  const empty = dictOf({}, read);
  return {
    py: 'object',
    ...names,
    get state() {
      const state = content() === undefined ? undefined : read(content());
      return isPy(state, 'dict') ? state : empty;
    },
    get args() {
      const source = node['__loader__'] === 'ConstructorFromReduceNode' ? node['content'] : member(node['__reduce__'], 'args');
      const args = source === undefined ? [] : read(source);
      return Array.isArray(args) ? args : [];
    },
  };
}

function dictOf(content: unknown, read: Read): PyDict {
  if (typeof content !== 'object' || content === null) throw new ModelFormatError('schema.json: expected the members of a dict');
  const nodes = new Map(Object.entries(content));
  return {
    py: 'dict',
    keys: [...nodes.keys()],
    has: (key) => nodes.has(key),
    get: (key) => (nodes.has(key) ? read(nodes.get(key)) : undefined),
  };
}

/** The text of one JSON value as Python writes it: also NaN, Infinity and -Infinity. */
function jsonValue(content: string): PyValue {
  if (content === 'NaN') return Number.NaN;
  if (content === 'Infinity' || content === '-Infinity') return Number(content);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new ModelFormatError(`schema.json: expected JSON, got ${JSON.stringify(content.slice(0, 40))}`, { cause });
  }
  if (typeof value === 'object' && value !== null)
    throw new ModelFormatError('schema.json: expected a number, a text, true, false or null as JSON');
  return value as PyValue;
}

function readArray(node: SchemaNode, read: Read, zip: ZipFile): PyValue {
  if (node['type'] === 'numpy') {
    const file = text(node, 'file');
    const array = arrayFrom(zip, file);
    const isScalar = node['__class__'] !== 'ndarray' && array.shape.length === 0;
    return isScalar ? scalar(array) : { py: 'array', array };
  }
  const items = list(node).map(read);
  const shape = node['shape'] === undefined ? [items.length] : read(node['shape']);
  const isShape = Array.isArray(shape) && shape.every((length) => typeof length === 'number');
  if (!isShape) throw new ModelFormatError('schema.json: expected the shape of an array');
  // Arrays of more dimensions are lists of lists.
  const flat = flatten(items, Math.min(8, shape.length));
  if (shape.length > 1 && flat.length !== (shape as number[]).reduce((product, length) => product * length, 1)) {
    throw new ModelFormatError(`schema.json: expected an array of shape (${shape.join(', ')}), got ${flat.length} values`);
  }
  const lengths = shape.length > 1 ? (shape as number[]) : [flat.length];
  return { py: 'array', array: { shape: lengths, kind: 'object', numbers: new Float64Array(0), items: flat } };
}

function flatten(items: readonly PyValue[], dimensions: number): readonly PyValue[] {
  return dimensions <= 1
    ? items
    : flatten(
        items.flatMap((item) => (Array.isArray(item) ? (item as readonly PyValue[]) : [item])),
        dimensions - 1,
      );
}

function arrayFrom(zip: ZipFile, file: string): NdArray {
  try {
    return readNpy(zip.read(file));
  } catch (error) {
    if (error instanceof ModelFormatError) throw new ModelFormatError(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function scalar({ kind, numbers, items }: NdArray): PyValue {
  if (kind === 'text') return items[0] as string;
  return kind === 'boolean' ? numbers[0] === 1 : (numbers[0] as number);
}

function text(node: SchemaNode, key: string): string {
  const value = member(node, key);
  if (typeof value === 'string') return value;
  throw new ModelFormatError(`schema.json: expected a text as ${key}, got ${JSON.stringify(value) ?? 'nothing'}`.slice(0, 200));
}

function list(node: SchemaNode): readonly unknown[] {
  const content = node['content'];
  if (Array.isArray(content)) return content;
  throw new ModelFormatError('schema.json: expected a list as content');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as SchemaNode)[key] : undefined;
}
