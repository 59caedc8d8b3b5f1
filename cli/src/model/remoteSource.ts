import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mountPath, type Source } from '@modelmonitor/api/plain';
import type { Clock } from '../clock.ts';
import { sourceProblem } from '../errors.ts';
import { type AddressedSource, sourceAddress, type Variables } from './sourceAddress.ts';

/** A model that is read from a server. */
export interface RemoteSource {
  readonly bytes: Uint8Array;
  /** As a resource names it, with what makes it the same bytes. */
  readonly place: Source;
  /** Secrets that the resource needs. */
  readonly secrets: readonly string[];
}

export interface RemotePlace {
  readonly env: Variables;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly random: () => number;
}

/**
 * Reads a model from its address.
 *
 * @returns undefined where the text is no address
 * @throws InputError that says what the server responded, or which addresses there are
 */
export async function readRemoteSource(address: string, { env, clock, random }: RemotePlace): Promise<RemoteSource | undefined> {
  const addressed = sourceAddress(address, env);
  if (addressed === undefined) return undefined;
  const { createSources } = await import('@modelmonitor/sources');
  const configDirectory = await mkdtemp(join(tmpdir(), 'modelmonitor-'));
  try {
    await writeSecrets(configDirectory, addressed);
    const sources = createSources({ configDirectory, allowLocalAddresses: true }, sourceClock({ clock, random }));
    const { bytes, sha256, revision } = await sources.read(addressed.place);
    return { bytes, place: placeOfBytes(addressed.place, { sha256, revision }), secrets: Object.keys(addressed.secrets) };
  } catch (cause) {
    throw sourceProblem(cause);
  } finally {
    await rm(configDirectory, { recursive: true, force: true });
  }
}

/** Time and randomness as sources take them. */
export function sourceClock({ clock, random }: Pick<RemotePlace, 'clock' | 'random'>) {
  return { now: () => clock.now().getTime(), sleep: (milliseconds: number) => clock.sleep(milliseconds), random };
}

/** Secrets are read from files, as in a pod. */
async function writeSecrets(directory: string, { secrets }: AddressedSource): Promise<void> {
  for (const [name, values] of Object.entries(secrets)) {
    for (const [key, value] of Object.entries(values)) {
      const path = join(directory, mountPath('Secret', name, key));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, value, { mode: 0o600 });
    }
  }
}

/** The source of exactly these bytes: a resource that is applied later gets the same model. */
function placeOfBytes({ http, s3, oci }: Source, { sha256, revision }: { sha256: string; revision?: string | undefined }): Source {
  if (http !== undefined) return { http: { ...http, sha256 } };
  if (s3 !== undefined) return { s3: { ...s3, sha256 } };
  if (oci === undefined || revision?.startsWith('sha256:') !== true || oci.reference.includes('@')) return { ...(oci && { oci }) };
  return { oci: { ...oci, reference: `${oci.reference}@${revision}` } };
}
