import { createHash } from 'node:crypto';
import { errorText } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import type { ArtifactFolder } from './artifactFolder.ts';
import { type MlmodelFile, parseMlmodel } from './mlmodelFile.ts';

/** A model file, and what the MLmodel beside it says. */
export interface FolderModel {
  readonly bytes: Buffer;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly mlmodel: MlmodelFile;
}

/** Largest MLmodel file, in bytes. */
const mostMlmodelBytes = 1024 * 1024;

/**
 * Reads the model of a folder: its MLmodel first, then the file of the flavor.
 *
 * @throws SourceError that names the folder and what it lacks
 */
export async function readModelFolder(folder: ArtifactFolder, mostBytes: number): Promise<FolderModel> {
  const mlmodel = await mlmodelOf(folder);
  const bytes = await folder.read(mlmodel.file, mostBytes);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), mlmodel };
}

async function mlmodelOf(folder: ArtifactFolder): Promise<MlmodelFile> {
  const text = (await folder.read('MLmodel', mostMlmodelBytes)).toString('utf8');
  try {
    return parseMlmodel(text);
  } catch (cause) {
    throw new SourceError(`${folder.place}: ${errorText(cause)}`, { cause });
  }
}
