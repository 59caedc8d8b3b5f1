import { join } from 'node:path';
import {
  cacheDirectory,
  filePath,
  identityDirectory,
  imagesDirectory,
  mountPath,
  ownValue,
  type Placement,
  type RemoteSource,
  type Source,
  type SourceKindName,
  volumesDirectory,
} from '@modelmonitor/api/plain';
import { sourceCache } from './cache/sourceCache.ts';
import { SourceError } from './errors.ts';
import type { Download } from './http/download.ts';
import { rejectPointer } from './http/rejectPage.ts';
import { mostSourceBytes, readBytes } from './readBytes.ts';
import type { RemoteContract, RemoteModel } from './remote/remoteModel.ts';
import type { Bucket, ObjectStore } from './s3/objectStore.ts';
import type {
  MeasureDependency,
  ReadSecret,
  ReadSource,
  SourceBytes,
  SourceClock,
  SourceContext,
  SourceKind,
  SourceMark,
} from './source.ts';
import { sourceKinds } from './sourceKinds.ts';

/** Reads the sources of a resource, of every kind. */
export interface Sources {
  readonly read: ReadSource;
  /** @returns newer bytes; undefined while the source has the known ones. @throws SourceError as `read` */
  readNewer(source: Source, known: SourceMark): Promise<SourceBytes | undefined>;
  /** A file with the bytes, for a program that reads files itself. @throws SourceError as `read` */
  pathOf(source: Source): Promise<string>;
  readonly readSecret: ReadSecret;
  /** Reads the credentials of clients. */
  readonly readClientSecret: ReadSecret;
  /** Files in a bucket, for what is written there. */
  objects(bucket: Bucket): Promise<ObjectStore>;
  /**
   * Connects to a model that another server predicts with.
   *
   * @param now milliseconds of a clock that never goes back
   * @throws SourceError or RemoteError, with both lists where the server's inputs are others
   */
  connect(remote: RemoteSource, contract: RemoteContract, now: () => number): Promise<RemoteModel>;
}

/**
 * The configuration directory has the keys of ConfigMaps and Secrets: in a pod a projected volume, on a laptop the directory that
 * `modelmonitor run` lays out like one, with the files beside the manifests.
 */
export type SourcePlace = Pick<Placement, 'configDirectory' | 'clientsDirectory' | 'sourcesDirectory' | 'allowLocalAddresses'>;

/** What a program does with what happens while sources are read. */
interface SourceHooks {
  readonly measure?: MeasureDependency;
  /** Gets why a kept copy was read. */
  readonly warn?: (text: string) => void;
}

export function createSources(place: SourcePlace, clock: SourceClock, { measure, warn }: SourceHooks = {}): Sources {
  const context = { ...contextOf(place, clock), measure };
  const { cache } = context;
  const read = async (source: Source, known?: SourceMark): Promise<SourceBytes | undefined> => {
    const { value, load } = kindOf(source);
    const kind = await load();
    const bytes = await kind.read({ value, mostBytes: source.maxBytes ?? mostSourceBytes, known }, context);
    if (bytes !== undefined) rejectPointer(bytes.bytes, bytes.origin);
    if (bytes?.problem !== undefined) warn?.(bytes.problem);
    return bytes;
  };
  return {
    read: async (source) => (await read(source)) as SourceBytes,
    async readNewer(source, known) {
      const bytes = await read(source, known);
      return bytes?.sha256 === known.sha256 ? undefined : bytes;
    },
    async pathOf(source) {
      const path = pathInConfiguration(place.configDirectory, source);
      if (path !== undefined) return path;
      const { bytes, sha256 } = (await read(source)) as SourceBytes;
      if (cache === undefined) throw new SourceError('expected a directory for the cache of sources, got none');
      return cache.keep(bytes, sha256);
    },
    readSecret: context.readSecret,
    readClientSecret: secretReader(place.clientsDirectory ?? place.configDirectory),
    objects: async (bucket) => (await import('./s3/objectStore.ts')).objectStore(bucket, context),
    async connect(remote, contract, now) {
      const { connectRemote } = await import('./remote/connectRemote.ts');
      const { certificatesOf } = await import('./http/requestAuth.ts');
      const { allowLocalAddresses = false } = place;
      const ca = await certificatesOf(remote.ca, context);
      return connectRemote(remote, contract, { readSecret: context.readSecret, ca, allowLocalAddresses, now });
    },
  };
}

function contextOf({ configDirectory, sourcesDirectory, allowLocalAddresses = false }: SourcePlace, clock: SourceClock): SourceContext {
  let download: Promise<Download> | undefined;
  return {
    readConfigMap: ({ name, key }, mostBytes) =>
      readBytes(join(configDirectory, mountPath('ConfigMap', name, key)), `ConfigMap ${name} with the key ${key}`, mostBytes),
    readFile: (path, mostBytes) => readBytes(join(configDirectory, filePath(path)), `the file ${path}`, mostBytes),
    volumesDirectory: sourcesDirectory && volumesDirectory(sourcesDirectory),
    imagesDirectory: sourcesDirectory && imagesDirectory(sourcesDirectory),
    async readIdentityToken(audience) {
      const what = `a token of the service account for ${audience}`;
      if (sourcesDirectory === undefined) throw new SourceError(`expected ${what}, which only a pod has`);
      const path = join(identityDirectory(sourcesDirectory), audience);
      return (await readBytes(path, what)).bytes.toString('utf8').trim();
    },
    readSecret: secretReader(configDirectory),
    cache: sourcesDirectory === undefined ? undefined : sourceCache({ directory: cacheDirectory(sourcesDirectory), now: clock.now }),
    clock,
    async download(request) {
      // The HTTP client is loaded only where a source is remote.
      download ??= import('./http/download.ts').then(({ createDownload }) => createDownload({ ...clock, allowLocalAddresses }));
      return (await download)(request);
    },
  };
}

/** What a source names, and how it is read. */
interface Named<Kind extends SourceKindName = SourceKindName> {
  readonly value: NonNullable<Source[Kind]>;
  readonly load: () => Promise<SourceKind<Kind>>;
}

function kindOf(source: Source): Named {
  for (const [name, load] of Object.entries(sourceKinds)) {
    const value = ownValue(source, name);
    if (value !== undefined) return { value, load } as Named;
  }
  throw new SourceError(`expected a source with one of ${Object.keys(sourceKinds).join(', ')}, got none`);
}

/** Reads secrets from a directory with `secrets/NAME/KEY`. */
function secretReader(directory: string): ReadSecret {
  return async ({ name, key }) => {
    const { bytes } = await readBytes(join(directory, mountPath('Secret', name, key)), `Secret ${name} with the key ${key}`);
    return bytes.toString('utf8');
  };
}

/** Where the bytes of a source of the configuration directory are; undefined for another source. */
function pathInConfiguration(configDirectory: string, { configMap, file }: Source): string | undefined {
  if (configMap !== undefined) return join(configDirectory, mountPath('ConfigMap', configMap.name, configMap.key));
  return file === undefined ? undefined : join(configDirectory, filePath(file.path));
}
