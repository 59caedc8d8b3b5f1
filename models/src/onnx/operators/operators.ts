import { elementwiseOperators } from './elementwise.ts';
import { encoderOperators } from './encoders.ts';
import { featureExtractor, indexingOperators } from './indexing.ts';
import { linearOperators } from './linearModels.ts';
import { matrixOperators } from './matrices.ts';
import type { Operator } from './operator.ts';
import { preprocessingOperators } from './preprocessing.ts';
import { reductionOperators } from './reductions.ts';
import { scanOperator } from './scan.ts';
import { shapeOperators } from './shapes.ts';
import { supportVectorOperators } from './supportVectors.ts';
import { treeOperators } from './treeEnsembles.ts';
import { unaryOperators } from './unary.ts';

function byName(operators: readonly Operator[]): ReadonlyMap<string, Operator> {
  return new Map(operators.map((operator) => [operator.name, operator]));
}

/** The operators that are computed here, by domain and name; the default domain is the empty text. */
export const operators: Readonly<Record<string, ReadonlyMap<string, Operator>>> = {
  '': byName([
    ...elementwiseOperators,
    ...unaryOperators,
    ...reductionOperators,
    ...shapeOperators,
    ...indexingOperators,
    ...matrixOperators,
    scanOperator,
  ]),
  'ai.onnx.ml': byName([
    ...preprocessingOperators,
    ...encoderOperators,
    ...linearOperators,
    ...supportVectorOperators,
    ...treeOperators,
    featureExtractor,
  ]),
};
