import type { Contract } from '../../../contract/contract.ts';
import type { LoadedVersion } from '../../../serving/loadVersion.ts';
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
  /** The model that answers for the described version; absent where none does. The protocol allows further members. */
  readonly parameters?: {
    readonly version: string;
    readonly format: string;
    readonly sha256: string;
    readonly source: string;
    readonly loaded_at: string;
  };
}

/**
 * Metadata of the model in the Open Inference Protocol. The inputs are described as one tensor per feature; when all of them are numeric,
 * one tensor [-1, features] of any name is accepted too, which the protocol cannot express.
 *
 * @param version name of a version to describe; shadows are never answered and not listed
 */
export function modelMetadata({ monitor, contract, versions: loadedVersions }: ServingState, version?: string): ModelMetadata {
  const { versions } = monitor.spec.model;
  const answering = versions.filter(({ shadow }) => !shadow);
  const described = versions.find(({ name }) => name === version) ?? answering[0];
  const loaded = loadedVersions.get(described?.name ?? '');
  return {
    name: monitor.metadata.name,
    versions: answering.map(({ name }) => name),
    platform: `modelmonitor_${loaded?.format ?? described?.format ?? 'none'}`,
    inputs: contract.features.map(({ name, type }) => ({ name, datatype: type === 'numeric' ? 'FP64' : 'BYTES', shape: [-1] })),
    outputs: outputTensors(contract),
    ...(loaded === undefined ? {} : { parameters: modelParameters(loaded) }),
  };
}

function modelParameters({ name, format, sha256, origin, loadedAt }: LoadedVersion): NonNullable<ModelMetadata['parameters']> {
  return { version: name, format, sha256, source: origin, loaded_at: new Date(loadedAt).toISOString() };
}

/** Outputs of every version: the class and the probability of each class, or the value. */
export function outputTensors({ classes }: Contract): TensorMetadata[] {
  if (classes.length === 0) return [{ name: 'predict', datatype: 'FP64', shape: [-1] }];
  return [
    { name: 'predict', datatype: 'BYTES', shape: [-1] },
    { name: 'predict_proba', datatype: 'FP64', shape: [-1, classes.length] },
  ];
}
