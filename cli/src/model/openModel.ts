import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorCode, errorText, type Source } from '@modelmonitor/api/plain';
import type { Model, ModelContract, readModel } from '@modelmonitor/models';
import type { MlflowModel, MlflowUriModel } from '@modelmonitor/sources/mlflow';
import { InputError } from '../errors.ts';
import { type ModelPlace, openMlflowModel } from '../mlflow/openMlflowModel.ts';
import { withSignature } from '../mlflow/withSignature.ts';
import { type RemotePlace, type RemoteSource, readRemoteSource } from './remoteSource.ts';

/** A model that a user named, as far as its file describes it. */
export interface OpenedModel extends Awaited<ReturnType<typeof readModel>> {
  /** As the user named it. */
  readonly source: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** Where a resource finds it, if not on this machine. */
  readonly place: Source | undefined;
  /** Secrets that the resource needs to read it there. */
  readonly secrets: readonly string[];
  /** Whether the place may name another model later, as an alias does. */
  readonly moves: boolean;
  /** The folder that it is from, where an MLmodel describes it. */
  readonly mlflow: MlflowModel | MlflowUriModel | undefined;
}

/**
 * Reads a model of any format.
 *
 * @throws InputError naming the file, what it is and what to do
 */
export async function openModel(source: string, place: ModelPlace & RemotePlace): Promise<OpenedModel> {
  const mlflow = await openMlflowModel(source, place);
  const remote = mlflow === undefined ? await readRemoteSource(source, place) : undefined;
  const bytes = mlflow?.bytes ?? remote?.bytes ?? (await readBytes(source, place.cwd));
  const { readModel } = await import('@modelmonitor/models');
  const { onnxRuntime } = await import('@modelmonitor/job/onnx');
  try {
    const read = await readModel(bytes, 'auto', onnxRuntime());
    const description = withSignature(read.description, mlflow?.mlmodel.signature);
    return {
      ...read,
      description,
      mlflow,
      ...placeOf(mlflow, remote),
      source,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  } catch (cause) {
    throw modelProblem(source, cause);
  }
}

/** Where a resource finds a model that is not on this machine. */
function placeOf(
  mlflow: MlflowModel | MlflowUriModel | undefined,
  remote: RemoteSource | undefined,
): Pick<OpenedModel, 'place' | 'secrets' | 'moves'> {
  if (mlflow === undefined || !('source' in mlflow)) return { place: remote?.place, secrets: remote?.secrets ?? [], moves: false };
  const { source, credentials } = mlflow;
  const secretRef = { name: 'modelmonitor-mlflow' };
  const auth = credentials === undefined ? {} : { auth: { [credentials]: { secretRef } } };
  const { modelId, ...reference } = { modelId: undefined, ...source };
  const place = { mlflow: { ...reference, ...(modelId === undefined ? {} : { model: modelId }), ...auth } } as Source;
  const secrets = credentials === undefined ? [] : [secretRef.name];
  return { place, secrets, moves: 'model' in source && source.version === undefined };
}

/** Binds a model to a contract. @throws InputError naming what the contract and the file disagree on */
export async function bindModel({ source, bind }: Pick<OpenedModel, 'source' | 'bind'>, contract: ModelContract): Promise<Model> {
  try {
    return await bind(contract);
  } catch (cause) {
    throw modelProblem(source, cause);
  }
}

/** The error of a model, for the user; any other error unchanged. */
export function modelProblem(source: string, cause: unknown): unknown {
  const isKnown = cause instanceof Error && ['ModelFormatError', 'RangeError'].includes(cause.name);
  return isKnown ? new InputError(`${source}: ${cause.message}`, { cause }) : cause;
}

async function readBytes(source: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, source));
  } catch (cause) {
    throw new InputError(`${source} ${readProblem(cause)}`, { cause });
  }
}

function readProblem(cause: unknown): string {
  switch (errorCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist, expected a model file';
    case 'EISDIR':
      return 'is a directory, expected a model file';
    case 'EACCES':
      return 'cannot be read: no permission';
    default:
      return `cannot be read: ${errorText(cause)}`;
  }
}
