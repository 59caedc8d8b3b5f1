import type { Graph, ModelProto } from '../file/modelProto.ts';
import type { GraphInput } from '../graph/graphInputs.ts';
import type { GraphOutput } from '../graph/graphOutputs.ts';
import type { Tensor } from '../tensor.ts';
import type { AnswerRoles } from './answerRoles.ts';

/** What a graph takes and gives, whatever computes it. */
export interface OnnxTable {
  readonly graph: Graph;
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly GraphOutput[];
  /** For the values of the graph whose columns each depend on one column of the inputs: which one. */
  readonly originsFor: (widths: readonly number[]) => ReadonlyMap<string, readonly number[]>;
}

/** A model whose nodes are checked and prepared. */
export interface OnnxModel extends OnnxTable {
  readonly run: (inputs: readonly Tensor[]) => readonly Tensor[];
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly versions: Pick<ModelProto, 'opsets' | 'irVersion'>;
  /** Another graph of the same inputs, or other values of this one. */
  readonly plan: (graph: Graph, outputs: readonly string[]) => OnnxModel['run'];
  /** Runs the graph once with rows of zeros. @throws ModelFormatError where shapes or types do not fit each other */
  readonly rolesFor: (widths: readonly number[]) => AnswerRoles;
}
