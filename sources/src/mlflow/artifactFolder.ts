import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../errors.ts';
import { readBytes } from '../readBytes.ts';
import { type MlflowApi, MlflowError } from './mlflowApi.ts';

/** A folder with files of a model. */
export interface ArtifactFolder {
  /** For people. */
  readonly place: string;
  /** @param path below the folder @throws SourceError when it does not exist, is larger or cannot be read */
  read(path: string, mostBytes: number): Promise<Buffer>;
  /** Names of its files, folders excepted. @throws SourceError when it cannot be read */
  list(): Promise<string[]>;
}

/** Reads a file that is not behind the tracking server, such as s3://…. @throws SourceError */
export type ReadAddress = (address: string, mostBytes: number) => Promise<Buffer>;

/**
 * The folder of a model by its address.
 *
 * @param readAddress reads what is in a store that the server only names
 * @throws SourceError for a folder that only the tracking server's machine can read
 */
export function artifactFolder(api: MlflowApi, uri: string, readAddress?: ReadAddress): ArtifactFolder {
  const [, scheme = '', host = '', path = ''] = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/]*))?\/*(.*)$/i.exec(uri) ?? [];
  if (path.split('/').some((segment) => segment === '.' || segment === '..'))
    throw new SourceError(`${api.place}: expected the folder of the model without the segments . and .., got ${uri}`);
  if (scheme === 'mlflow-artifacts' && (host === '' || api.place.includes(`//${host}`))) return proxyFolder(api, path);
  if (scheme === 's3' && readAddress !== undefined) {
    return {
      place: uri,
      read: (file, mostBytes) => readAddress(`${uri.replace(/\/+$/, '')}/${file}`, mostBytes),
      list: () => Promise.resolve([]),
    };
  }
  throw new SourceError(
    `${api.place}: the model is in ${uri}, which is not read from here: start the server with --serve-artifacts and --artifacts-destination, and log the model to an experiment that was created since${scheme === 's3' ? ', or name the store in source.mlflow.artifactStore' : ''}`,
  );
}

function proxyFolder(api: MlflowApi, folder: string): ArtifactFolder {
  const place = `${api.place}, artifacts ${folder}`;
  const encode = (path: string) => path.split('/').map(encodeURIComponent).join('/');
  return {
    place,
    async read(path, mostBytes) {
      try {
        return (await api.artifact(`/${encode(`${folder}/${path}`)}`, { mostBytes })).body;
      } catch (cause) {
        if (!(cause instanceof MlflowError) || cause.status !== 404) throw cause;
        throw new SourceError(`${place}: expected the file ${path}, which does not exist`, { cause });
      }
    },
    async list() {
      const { body } = await api.artifact('', { query: { path: folder } });
      return namesFrom(body.toString('utf8'));
    },
  };
}

/** Names of the files in a listing; none where it is something else. */
function namesFrom(listing: string): string[] {
  try {
    const { files } = JSON.parse(listing) as { files?: { path: unknown; is_dir: unknown }[] };
    return (files ?? []).filter((file) => file.is_dir !== true).map(({ path }) => String(path));
  } catch {
    return [];
  }
}

/** The path of a file of a folder on this machine. @throws SourceError where it must not be read */
export type PathOf = (file: string) => Promise<string>;

/** A model folder on this machine. */
export function localFolder(directory: string, pathOf: PathOf = async (file) => join(directory, file)): ArtifactFolder {
  return {
    place: directory,
    read: async (path, mostBytes) => (await readBytes(await pathOf(path), `the file ${path} of the model folder`, mostBytes)).bytes,
    list: async () => (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name),
  };
}
