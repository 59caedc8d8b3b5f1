import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFolder } from '@modelmonitor/api/plain';
import { type Fetched, readThroughCache } from '../cache/readThroughCache.ts';
import { SourceError } from '../errors.ts';
import { certificatesOf } from '../http/requestAuth.ts';
import { pathInFolder } from '../mounted/pathInFolder.ts';
import { readBytes } from '../readBytes.ts';
import type { SourceBytes, SourceContext, SourceKind, SourceOf } from '../source.ts';
import { imageReference } from './imageReference.ts';
import { fileOfLayers, type Layer, titleName } from './layerFile.ts';
import { createRegistryRequest, type RegistryRequest } from './registryClient.ts';
import { registryCredentials } from './registryCredentials.ts';

/** A file in an artifact or image: from a volume that Kubernetes mounts where that is requested and exists, or from the registry. */
export const ociKind: SourceKind<'oci'> = {
  async read({ value, mostBytes, known }, context) {
    const mounted = value.mount === 'imageVolume' ? await readMounted(value, mostBytes, context) : undefined;
    if (mounted !== undefined) return mounted;
    // A digest never means other bytes.
    const { digest } = imageReference(value.reference);
    if (known?.revision !== undefined && known.revision === digest) return undefined;
    const fetch = (revision: string | undefined) => pull(value, { revision, mostBytes }, context);
    return readThroughCache({ key: JSON.stringify(['oci', value]), known, fetch }, context);
  },
};

async function readMounted(
  { reference, path = '' }: SourceOf<'oci'>,
  mostBytes: number,
  { imagesDirectory }: SourceContext,
): Promise<SourceBytes | undefined> {
  if (imagesDirectory === undefined) return undefined;
  const folder = join(imagesDirectory, imageFolder(reference));
  const isMounted = await stat(folder).catch(() => undefined);
  const what = `the file ${path} of the image ${reference}`;
  return isMounted === undefined ? undefined : readBytes(await pathInFolder(folder, path, what), what, mostBytes);
}

interface Pulled {
  /** Digest of the manifest that is known. */
  readonly revision: string | undefined;
  readonly mostBytes: number;
}

async function pull(value: SourceOf<'oci'>, { revision, mostBytes }: Pulled, context: SourceContext): Promise<Fetched | undefined> {
  const { registry, repository, manifest: named, digest } = imageReference(value.reference);
  const request = createRegistryRequest({
    download: context.download,
    origin: `${value.plainHttp === true ? 'http' : 'https'}://${registry}`,
    repository,
    ca: await certificatesOf(value.ca, context),
    basic: await registryCredentials(value.pullSecret?.secretRef, { registry, readSecret: context.readSecret }),
  });
  const top = await manifestOf(named, { request, digest, shown: value.reference });
  if (top.digest === revision) return undefined;
  const child = top.manifests?.[0];
  const { layers } = child === undefined ? top : await manifestOf(child.digest, { request, digest: child.digest, shown: value.reference });
  const blob = async (layer: Layer) => {
    const { body } = await request(`/blobs/${layer.digest}`, { mostBytes });
    verifyDigest(body, layer.digest, `a layer of ${value.reference}`);
    return body;
  };
  const bytes = await fileOfLayers(layers ?? [], { path: value.path, blob, mostBytes, shown: value.reference });
  const origin = digest === undefined ? `${value.reference} = ${top.digest}` : value.reference;
  return { bytes, origin: value.path === undefined ? origin : `${origin}, ${value.path}`, revision: top.digest };
}

interface Manifest {
  /** Digest of its bytes. */
  readonly digest: string;
  /** Manifests of an index, one per platform. */
  readonly manifests?: readonly Layer[];
  readonly layers?: readonly Layer[];
}

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Largest manifest that registries accept, in bytes. */
const mostManifestBytes = 4 * 1024 * 1024;

interface ManifestOptions {
  readonly request: RegistryRequest;
  /** Digest that the manifest must have. */
  readonly digest: string | undefined;
  readonly shown: string;
}

async function manifestOf(named: string, { request, digest, shown }: ManifestOptions): Promise<Manifest> {
  const { body } = await request(`/manifests/${named}`, { headers: { Accept: manifestTypes }, mostBytes: mostManifestBytes });
  if (digest !== undefined) verifyDigest(body, digest, `the manifest of ${shown}`);
  try {
    const { manifests, layers } = JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>;
    const listed = descriptorsFrom(layers ?? manifests);
    if (listed !== undefined) return { digest: digestOf(body), ...(layers === undefined ? { manifests: listed } : { layers: listed }) };
  } catch {
    // The same error as for other JSON.
  }
  throw new SourceError(`expected a manifest with layers of ${shown}, got something else`);
}

/** Most layers, as Docker has it. */
const mostLayers = 127;

/** Layers or manifests; undefined where something else is among them. */
function descriptorsFrom(list: unknown): Layer[] | undefined {
  if (!Array.isArray(list) || list.length > mostLayers || list.some((item) => typeof item !== 'object' || item === null)) return undefined;
  const layers = (list as Readonly<Record<string, unknown>>[]).map(({ digest, mediaType, annotations }) => {
    const title = ((annotations ?? {}) as Readonly<Record<string, unknown>>)[titleName];
    return {
      digest: String(digest),
      ...(typeof mediaType === 'string' ? { mediaType } : {}),
      ...(typeof title === 'string' ? { annotations: { [titleName]: title } } : {}),
    };
  });
  return layers.every(({ digest }) => /^sha256:[0-9a-f]{64}$/.test(digest)) ? layers : undefined;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function verifyDigest(bytes: Buffer, expected: string, what: string): void {
  const actual = digestOf(bytes);
  if (actual !== expected) throw new SourceError(`expected ${what} with the digest ${expected}, got ${actual}`, { retryable: true });
}
