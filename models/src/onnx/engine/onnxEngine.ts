import type { Tensor } from '../tensor.ts';

/** A runtime for graphs with operators that are not computed here; it belongs to the program that loads the model, as it is no part of this room. */
export interface OnnxEngine {
  /**
   * @returns undefined where the runtime is not installed
   * @throws Error with what the runtime says about a model that it does not load
   */
  open(bytes: Uint8Array): Promise<OnnxSession | undefined>;
}

/** A graph that is loaded in a runtime, for as long as this object is in use. */
export interface OnnxSession {
  /** @returns the outputs of the given names, in their order */
  run(inputs: readonly EngineInput[], outputs: readonly string[]): Promise<readonly Tensor[]>;
}

export interface EngineInput {
  readonly name: string;
  readonly tensor: Tensor;
}
