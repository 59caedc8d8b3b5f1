import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SourceError } from '../errors.ts';
import { fileInTar } from './tarFile.ts';

/** Annotation with the name of a layer's file. */
export const titleName = 'org.opencontainers.image.title';

/** A descriptor in a manifest. */
export interface Layer {
  readonly digest: string;
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface LayerFile {
  /** Title of a layer, or a path in the archives; undefined for the only layer. */
  readonly path: string | undefined;
  readonly blob: (layer: Layer) => Promise<Buffer>;
  readonly mostBytes: number;
  /** The reference, for messages. */
  readonly shown: string;
}

/** The file that is meant among the layers of an artifact or image. @throws SourceError that lists what there is */
export async function fileOfLayers(layers: readonly Layer[], { path, blob, mostBytes, shown }: LayerFile): Promise<Buffer> {
  const titles = layers.flatMap((layer) => titleOf(layer) ?? []);
  const [only] = layers;
  if (path === undefined) {
    if (layers.length === 1 && only !== undefined && !isArchive(only)) return blob(only);
    throw new SourceError(`${shown} has ${listOf(titles, layers.length)}: expected the path of a file`);
  }
  const titled = layers.find((layer) => titleOf(layer) === path);
  if (titled !== undefined) return blob(titled);
  // Later layers replace files of earlier ones.
  for (const layer of layers.filter(isArchive).toReversed()) {
    const file = fileInTar(await archiveOf(await blob(layer), { layer, mostBytes, shown }), path);
    if (file !== undefined) return file;
  }
  throw new SourceError(`expected ${path} in ${shown}, got ${listOf(titles, layers.length)} without it`);
}

function titleOf({ annotations }: Layer): string | undefined {
  return annotations?.[titleName];
}

function isArchive({ mediaType = '' }: Layer): boolean {
  return /tar(\+|\.|$)/.test(mediaType);
}

function listOf(titles: readonly string[], count: number): string {
  const layers = count === 1 ? 'one layer' : `${count} layers`;
  return titles.length === 0 ? layers : `${layers} (${titles.slice(0, 10).join(', ')})`;
}

async function archiveOf(
  bytes: Buffer,
  { layer: { mediaType = '' }, mostBytes, shown }: { readonly layer: Layer; readonly mostBytes: number; readonly shown: string },
): Promise<Buffer> {
  if (/gzip$/.test(mediaType)) {
    return promisify(gunzip)(bytes, { maxOutputLength: mostBytes }).catch((cause: unknown) => {
      throw new SourceError(`expected a layer of ${shown} in gzip of at most ${mostBytes} bytes, got another`, { cause });
    });
  }
  if (/tar$/.test(mediaType)) return bytes;
  throw new SourceError(`expected layers of ${shown} as tar or tar+gzip, got ${mediaType.slice(0, 100)}`);
}
