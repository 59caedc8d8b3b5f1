import { mostSourceBytes } from '../readBytes.ts';
import type { SourceBytes } from '../source.ts';
import { type ArtifactFolder, artifactFolder, localFolder, type PathOf, type ReadAddress } from './artifactFolder.ts';
import { createMlflowApi, type MlflowServer } from './mlflowApi.ts';
import type { MlflowReference } from './mlflowReference.ts';
import type { MlmodelFile } from './mlmodelFile.ts';
import { readModelFolder } from './readModelFolder.ts';
import { resolveModel } from './resolveModel.ts';

/** A model with what its folder says. */
export interface MlflowModel extends SourceBytes {
  readonly mlmodel: MlmodelFile;
  /** Reads another file of the folder, such as the input example that the MLmodel names. @throws SourceError */
  readFile(path: string, mostBytes: number): Promise<Buffer>;
}

export interface MlflowModelRequest {
  readonly reference: MlflowReference;
  readonly mostBytes: number;
  /** Revision of the bytes that are known. */
  readonly revision?: string | undefined;
  readonly readAddress?: ReadAddress | undefined;
}

/**
 * Reads a model of a tracking server.
 *
 * @returns undefined where the reference still stands for the known version: one GET of the registry
 * @throws SourceError that says what does not exist and what to do
 */
export async function readMlflowModel(
  server: MlflowServer,
  { reference, mostBytes, revision: known, readAddress }: MlflowModelRequest,
): Promise<MlflowModel | undefined> {
  const api = createMlflowApi(server);
  const { revision, origin, artifactURI } = await resolveModel(api, reference);
  if (known === revision) return undefined;
  return { ...(await modelOf(artifactFolder(api, await artifactURI(), readAddress), mostBytes)), revision, origin };
}

/** Reads a model folder of this machine, as `mlflow.xgboost.save_model` writes it. @throws SourceError */
export async function readMlflowFolder(directory: string, mostBytes = mostSourceBytes, pathOf?: PathOf): Promise<MlflowModel> {
  return modelOf(localFolder(directory, pathOf), mostBytes);
}

async function modelOf(folder: ArtifactFolder, mostBytes: number): Promise<MlflowModel> {
  const read = await readModelFolder(folder, mostBytes);
  const { signature, writtenBy } = read.mlmodel;
  return {
    ...read,
    facts: { writtenBy, ...(signature === undefined ? {} : { signature }) },
    readFile: (path, most) => folder.read(path, most),
  };
}
