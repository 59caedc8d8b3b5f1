/** Fields of a protobuf message by number: a number, a text, a message, or several of them. */
interface Fields {
  readonly [number: number]: Field | readonly Field[];
}

type Field = number | string | Uint8Array | Fields;

/** A protobuf message; numbers are written as varints, not below 0. */
export function message(fields: Fields): Uint8Array {
  const parts = Object.entries(fields).flatMap(([number, value]) => {
    const values: readonly Field[] = Array.isArray(value) ? value : [value as Field];
    return values.map((one) => field(Number(number), one));
  });
  return Buffer.concat(parts);
}

function field(number: number, value: Field): Uint8Array {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
  const content = typeof value === 'string' ? Buffer.from(value, 'utf8') : value instanceof Uint8Array ? value : message(value);
  return Buffer.concat([varint(number * 8 + 2), varint(content.length), content]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest > 127 ? 128 : 0));
    if (rest < 128) return Uint8Array.from(bytes);
  }
}

interface TestGraph {
  readonly nodes: readonly Fields[];
  readonly inputs?: readonly Fields[];
  readonly outputs?: readonly string[];
  readonly initializers?: readonly Fields[];
  readonly producer?: string;
}

/** A node: operator, its inputs and outputs, and attributes that are whole numbers or texts. */
export function node(operator: string, [inputs, outputs]: readonly [readonly string[], readonly string[]], more: Fields = {}): Fields {
  return { 1: inputs, 2: outputs, 4: operator, ...more };
}

/** An input of floats, rows × `shape`; 0 leaves a dimension open. */
export function input(name: string, shape: readonly number[], type = 1): Fields {
  const dimensions = shape.map((size) => (size === 0 ? { 2: 'N' } : { 1: size }));
  return { 1: name, 2: { 1: { 1: type, 2: { 1: dimensions } } } };
}

/** The bytes of a model with operator sets 17 and ai.onnx.ml 3. */
export function testModel({
  nodes,
  inputs = [input('X', [0, 2])],
  outputs = ['y'],
  initializers = [],
  producer = 'test',
}: TestGraph): Uint8Array {
  const named = outputs.map((name) => ({ 1: name, 2: { 1: { 1: 1 } } }));
  return message({
    1: 8,
    2: producer,
    7: { 1: nodes, 2: 'graph', 5: initializers, 11: inputs, 12: named },
    8: [{ 2: 17 }, { 1: 'ai.onnx.ml', 2: 3 }],
  });
}
