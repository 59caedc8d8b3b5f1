import { ModelFormatError } from '../../modelFormatError.ts';
import type { Attribute, Graph } from '../file/modelProto.ts';
import type { Tensor } from '../tensor.ts';

/** Computes the outputs of a node from its inputs; an input that the node leaves out is undefined. */
export type Kernel = (inputs: readonly (Tensor | undefined)[]) => Tensor | readonly Tensor[];

/** A graph inside a node, as a function of its inputs and of the values it takes from outside. */
export interface Subgraph {
  /** Names of the values of the graph around it; they follow the inputs of the node. */
  readonly outer: readonly string[];
  readonly run: (inputs: readonly Tensor[], outer: readonly Tensor[]) => readonly Tensor[];
}

/** A node as its operator sees it when the model is loaded. */
export interface NodeContext {
  /** Operator and name of the node, for messages. */
  readonly where: string;
  /** Version of the operator set that the model imports. */
  readonly opset: number;
  readonly attributes: AttributeReader;
  readonly inputNames: readonly string[];
  /** Values of the inputs that are the same for all rows. */
  readonly constants: readonly (Tensor | undefined)[];
  readonly outputCount: number;
  /** Number of inputs of the node itself; values for graphs inside it follow. */
  readonly inputCount: number;
  readonly subgraph: (graph: Graph) => Subgraph;
}

/** An operator of ONNX: its name, and the function that prepares a node when the model is loaded. */
export interface Operator {
  readonly name: string;
  /** @throws ModelFormatError that names the attribute that is not supported */
  compile(node: NodeContext): Kernel;
}

/** The attributes of a node by name, with the default of the operator where the file has none. */
export class AttributeReader {
  private readonly attributes: ReadonlyMap<string, Attribute>;
  private readonly where: string;

  constructor(attributes: ReadonlyMap<string, Attribute>, where: string) {
    this.attributes = attributes;
    this.where = where;
    const unsupported = [...attributes.values()].find((attribute) => attribute.unsupported !== undefined);
    if (unsupported === undefined) return;
    throw new ModelFormatError(
      `${where}: attribute ${unsupported.name}: expected a number, text, tensor, graph or list, got ${unsupported.unsupported}`,
    );
  }

  has(name: string): boolean {
    return this.attributes.has(name);
  }

  integer(name: string, fallback: number): number {
    return this.attributes.get(name)?.integer ?? fallback;
  }

  float(name: string, fallback: number): number {
    return this.attributes.get(name)?.float ?? fallback;
  }

  text(name: string, fallback: string): string {
    return this.attributes.get(name)?.text ?? fallback;
  }

  integers(name: string): readonly number[] {
    return this.attributes.get(name)?.integers ?? [];
  }

  floats(name: string): readonly number[] {
    return this.attributes.get(name)?.floats ?? [];
  }

  texts(name: string): readonly string[] {
    return this.attributes.get(name)?.texts ?? [];
  }

  tensor(name: string): Tensor | undefined {
    return this.attributes.get(name)?.tensor;
  }

  graph(name: string): Graph {
    const graph = this.attributes.get(name)?.graph;
    if (graph === undefined) throw new ModelFormatError(`${this.where}: expected the graph ${name}, got none`);
    return graph;
  }
}
