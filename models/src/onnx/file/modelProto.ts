import type { Tensor } from '../tensor.ts';
import { readTensor } from './readTensor.ts';
import { WireReader } from './wireReader.ts';

/** An attribute of a node; only the fields that the file sets, lists empty otherwise. */
export interface Attribute {
  readonly name: string;
  readonly float?: number;
  readonly integer?: number;
  readonly text?: string;
  readonly tensor?: Tensor;
  readonly graph?: Graph;
  readonly floats: readonly number[];
  readonly integers: readonly number[];
  readonly texts: readonly string[];
  /** A kind of value that is never supported, such as a sparse tensor. */
  readonly unsupported?: string;
}

export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A named input or output; a dimension is a number, or undefined where the file leaves it open. */
export interface ValueInfo {
  readonly name: string;
  /** Number of the element type; undefined for sequences and maps. */
  readonly elementCode?: number;
  readonly shape?: readonly (number | undefined)[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface ModelProto {
  readonly irVersion: number;
  readonly producer: string;
  readonly producerVersion: string;
  /** Version of each imported operator set by its domain; the default domain is the empty text. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph?: Graph;
}

/** @throws ModelFormatError that names the byte where the file is broken, or what it holds that is not supported */
export function readModelProto(bytes: Uint8Array): ModelProto {
  const reader = new WireReader(bytes);
  const opsets = new Map<string, number>();
  const model = { irVersion: 0, producer: '', producerVersion: '', opsets };
  let graph: Graph | undefined;
  while (reader.next()) {
    if (reader.field === 1) model.irVersion = reader.integer();
    else if (reader.field === 2) model.producer = reader.text();
    else if (reader.field === 3) model.producerVersion = reader.text();
    else if (reader.field === 7) graph = readGraph(reader.message());
    else if (reader.field === 8) readOpset(reader.message(), opsets);
    else reader.skip();
  }
  return graph === undefined ? model : { ...model, graph };
}

/** The name of the default domain, however the file spells it. */
function domainName(text: string): string {
  return text === 'ai.onnx' ? '' : text;
}

/** A set that is imported twice counts with its newer version. */
function readOpset(reader: WireReader, opsets: Map<string, number>): void {
  let [domain, version] = ['', 0];
  while (reader.next()) {
    if (reader.field === 1) domain = domainName(reader.text());
    else if (reader.field === 2) version = reader.integer();
    else reader.skip();
  }
  opsets.set(domain, Math.max(version, opsets.get(domain) ?? 0));
}

function readGraph(reader: WireReader): Graph {
  const nodes: GraphNode[] = [];
  const initializers = new Map<string, Tensor>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  while (reader.next()) {
    if (reader.field === 1) nodes.push(readNode(reader.message()));
    else if (reader.field === 5) {
      const { name, tensor } = readTensor(reader.message());
      initializers.set(name, tensor);
    } else if (reader.field === 11) inputs.push(readValueInfo(reader.message()));
    else if (reader.field === 12) outputs.push(readValueInfo(reader.message()));
    else reader.skip();
  }
  return { nodes, initializers, inputs, outputs };
}

function readNode(reader: WireReader): GraphNode {
  const node = { name: '', operator: '', domain: '', inputs: [] as string[], outputs: [] as string[] };
  const attributes = new Map<string, Attribute>();
  while (reader.next()) {
    if (reader.field === 1) node.inputs.push(reader.text());
    else if (reader.field === 2) node.outputs.push(reader.text());
    else if (reader.field === 3) node.name = reader.text();
    else if (reader.field === 4) node.operator = reader.text();
    else if (reader.field === 5) {
      const attribute = readAttribute(reader.message());
      attributes.set(attribute.name, attribute);
    } else if (reader.field === 7) node.domain = domainName(reader.text());
    else reader.skip();
  }
  return { ...node, attributes };
}

function readAttribute(reader: WireReader): Attribute {
  const lists = { floats: [] as number[], integers: [] as number[], texts: [] as string[] };
  const attribute: { -readonly [field in keyof Attribute]: Attribute[field] } = { name: '', ...lists };
  while (reader.next()) {
    if (reader.field === 7) reader.floats(lists.floats);
    else if (reader.field === 8) reader.integers(lists.integers);
    else if (reader.field === 9) lists.texts.push(reader.text());
    else if (reader.field === 1) attribute.name = reader.text();
    else if (reader.field === 2) attribute.float = reader.float();
    else if (reader.field === 3) attribute.integer = reader.integer();
    else if (reader.field === 4) attribute.text = reader.text();
    else if (reader.field === 5) attribute.tensor = readTensor(reader.message()).tensor;
    else if (reader.field === 6) attribute.graph = readGraph(reader.message());
    else {
      if (reader.field === 22 || reader.field === 23) attribute.unsupported = 'a sparse tensor';
      if (reader.field === 10 || reader.field === 11) attribute.unsupported = 'a list of tensors or graphs';
      if (reader.field === 21) attribute.unsupported = 'a parameter of a function';
      reader.skip();
    }
  }
  return attribute;
}

function readValueInfo(reader: WireReader): ValueInfo {
  const info: { -readonly [field in keyof ValueInfo]: ValueInfo[field] } = { name: '' };
  while (reader.next()) {
    if (reader.field === 1) info.name = reader.text();
    else if (reader.field === 2) Object.assign(info, readType(reader.message()));
    else reader.skip();
  }
  return info;
}

function readType(reader: WireReader): Omit<ValueInfo, 'name'> {
  let [elementCode, shape]: [number | undefined, ValueInfo['shape']] = [undefined, undefined];
  while (reader.next()) {
    if (reader.field !== 1) {
      reader.skip();
      continue;
    }
    const tensor = reader.message();
    while (tensor.next()) {
      if (tensor.field === 1) elementCode = tensor.integer();
      else if (tensor.field === 2) shape = readShape(tensor.message());
      else tensor.skip();
    }
  }
  return { ...(elementCode === undefined ? {} : { elementCode }), ...(shape === undefined ? {} : { shape }) };
}

function readShape(reader: WireReader): (number | undefined)[] {
  const shape: (number | undefined)[] = [];
  while (reader.next()) {
    if (reader.field !== 1) {
      reader.skip();
      continue;
    }
    const dimension = reader.message();
    let size: number | undefined;
    while (dimension.next()) {
      if (dimension.field === 1) size = dimension.integer();
      else dimension.skip();
    }
    shape.push(size !== undefined && size > 0 ? size : undefined);
  }
  return shape;
}
