import { join } from 'node:path';
import { filePath, mountPath, ownValue, type Source, type SourceKindName } from '@modelmonitor/api/plain';
import { SourceError } from './errors.ts';
import { mostSourceBytes, readBytes } from './readBytes.ts';
import type { ReadSecret, ReadSource, SourceBytes, SourceContext, SourceKind, SourceMark } from './source.ts';
import { sourceKinds } from './sourceKinds.ts';

/** Reads the sources of a resource, of every kind. */
export interface Sources {
  readonly read: ReadSource;
  /** @returns newer bytes; undefined while the source has the known ones. @throws SourceError as `read` */
  readNewer(source: Source, known: SourceMark): Promise<SourceBytes | undefined>;
  /** A file with the bytes, for a program that reads files itself. @throws SourceError as `read` */
  pathOf(source: Source): Promise<string>;
  readonly readSecret: ReadSecret;
}

export interface SourcesOptions {
  /**
   * Directory with the keys of ConfigMaps and Secrets: in a pod a projected volume, on a laptop the directory that `modelmonitor run` lays
   * out like one, with the files beside the manifests.
   */
  readonly configDirectory: string;
}

export function createSources({ configDirectory }: SourcesOptions): Sources {
  const context: SourceContext = { configDirectory, readSecret: secretReader(configDirectory) };
  const read = async (source: Source, known?: SourceMark): Promise<SourceBytes | undefined> => {
    const { value, load } = kindOf(source);
    const kind = await load();
    return kind.read({ value, mostBytes: mostSourceBytes, known }, context);
  };
  return {
    read: async (source) => (await read(source)) as SourceBytes,
    async readNewer(source, known) {
      const bytes = await read(source, known);
      return bytes?.sha256 === known.sha256 ? undefined : bytes;
    },
    pathOf: async (source) => sourcePath(configDirectory, source),
    readSecret: context.readSecret,
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

/** Reads secrets from a configuration directory. */
function secretReader(configDirectory: string): ReadSecret {
  return async ({ name, key }) => {
    const { bytes } = await readBytes(join(configDirectory, mountPath('Secret', name, key)), `Secret ${name} with the key ${key}`);
    return bytes.toString('utf8');
  };
}

/** Where the bytes of a mounted source are. */
function sourcePath(configDirectory: string, { configMap, file }: Source): string {
  if (configMap !== undefined) return join(configDirectory, mountPath('ConfigMap', configMap.name, configMap.key));
  if (file !== undefined) return join(configDirectory, filePath(file.path));
  throw new SourceError('expected a source with configMap or file, got neither');
}
