import type { Contract } from '../../../contract/contract.ts';
import type { ServingState } from '../../../serving/servingState.ts';

/** The metadata of a tensor; -1 means any number of rows. */
export interface TensorMetadata {
  readonly name: string;
  readonly datatype: 'FP64' | 'BYTES';
  readonly shape: readonly number[];
}

export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  /** The format of the model, or of its first version. */
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/**
 * Metadata of the model in the Open Inference Protocol. The inputs are described as one tensor per feature; when all of them are numeric,
 * one tensor [-1, features] of any name is accepted too, which the protocol cannot express.
 *
 * @param version name of a version to describe; shadows are never answered and not listed
 */
export function modelMetadata({ monitor, contract }: ServingState, version?: string): ModelMetadata {
  const { versions } = monitor.spec.model;
  const answering = versions.filter(({ shadow }) => !shadow);
  const described = versions.find(({ name }) => name === version) ?? answering[0];
  return {
    name: monitor.metadata.name,
    versions: answering.map(({ name }) => name),
    platform: `modelmonitor_${described?.format ?? 'none'}`,
    inputs: contract.features.map(({ name, type }) => ({ name, datatype: type === 'numeric' ? 'FP64' : 'BYTES', shape: [-1] })),
    outputs: outputTensors(contract),
  };
}

/** Outputs of every version: the class and the probability of each class, or the value. */
export function outputTensors({ classes }: Contract): TensorMetadata[] {
  if (classes.length === 0) return [{ name: 'predict', datatype: 'FP64', shape: [-1] }];
  return [
    { name: 'predict', datatype: 'BYTES', shape: [-1] },
    { name: 'predict_proba', datatype: 'FP64', shape: [-1, classes.length] },
  ];
}
