import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MlflowModel, MlflowUriModel } from '@modelmonitor/sources/mlflow';
import type { CommandContext } from '../context.ts';
import { sourceProblem } from '../errors.ts';

/** Where a model that a user names is looked for. */
export interface ModelPlace extends Pick<CommandContext, 'cwd'>, Partial<Pick<CommandContext, 'env' | 'signal'>> {
  /** Tracking server; MLFLOW_TRACKING_URI when absent. */
  readonly trackingURI?: string | undefined;
}

/**
 * Reads a model that an MLmodel describes: `models:/NAME@ALIAS` and the like from the tracking server, or a folder of this machine.
 *
 * @returns undefined for any other model
 * @throws InputError that says what does not exist and what to do
 */
export async function openMlflowModel(source: string, place: ModelPlace): Promise<MlflowModel | MlflowUriModel | undefined> {
  const isAddress = /^(models|runs):/.test(source);
  const folder = resolve(place.cwd, source);
  if (!isAddress && !(await isFile(join(folder, 'MLmodel')))) return undefined;
  const { readMlflowFolder, readMlflowUri } = await import('@modelmonitor/sources/mlflow');
  try {
    if (!isAddress) return await readMlflowFolder(folder);
    const { createHttpClient } = await import('@modelmonitor/http');
    // Without connections that wait for more, nothing has to be closed when other files of the model are read later.
    const http = createHttpClient({ keepAlive: false });
    return await readMlflowUri(source, { trackingURI: place.trackingURI, environment: place.env ?? {}, http, signal: place.signal });
  } catch (cause) {
    throw sourceProblem(cause);
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true;
}
