import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../errors.ts';
import { readBytes } from '../readBytes.ts';
import type { SourceBytes, SourceClock, SourceContext, SourceKind } from '../source.ts';
import { pathInFolder } from './pathInFolder.ts';

/** A file in a mounted volume. Another machine may write it at this moment: it is read when its size and time hold still, or when its digest is right. */
export const volumeKind: SourceKind<'persistentVolumeClaim'> = {
  async read({ value: { claimName, path }, mostBytes }, context) {
    const what = `the file ${path} of PersistentVolumeClaim ${claimName}`;
    const volume = join(volumesOf(context, what), claimName);
    const place = await pathInFolder(volume, path, what);
    if (!(await isFolder(place))) return readSettled(place, { what, mostBytes, clock: context.clock });
    // Of a folder that MLflow saved, the MLmodel names the file; it is written last.
    const mlmodel = await pathInFolder(volume, join(path, 'MLmodel'), what);
    await readSettled(mlmodel, { what: `the MLmodel in ${what}`, mostBytes, clock: context.clock });
    const { readMlflowFolder } = await import('../mlflow/readMlflowModel.ts');
    const { bytes, sha256, facts } = await readMlflowFolder(place, mostBytes, (file) => pathInFolder(volume, join(path, file), what));
    return { bytes, sha256, origin: what, ...(facts === undefined ? {} : { facts }) };
  },
};

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function volumesOf({ volumesDirectory }: SourceContext, what: string): string {
  if (volumesDirectory !== undefined) return volumesDirectory;
  throw new SourceError(`expected ${what} in a pod, got another place: outside a cluster use source.file`);
}

interface ReadSettled {
  readonly what: string;
  readonly mostBytes: number;
  readonly clock: SourceClock;
}

/** Age, in milliseconds, from which a file counts as complete, pause between looks, and number of looks. */
const [settledMilliseconds, pauseMilliseconds, looks] = [2000, 500, 60];

/** Reads a file that another process may be writing. @throws SourceError when it does not hold still */
export async function readSettled(path: string, { what, mostBytes, clock }: ReadSettled): Promise<SourceBytes> {
  for (let look = 0; look < looks; look++) {
    if (look > 0) await clock.sleep(pauseMilliseconds);
    const before = await stateOf(path);
    if (before !== undefined && look === 0 && clock.now() - before.mtimeMs < settledMilliseconds) continue;
    const [bytes, digest] = [await readBytes(path, what, mostBytes), await digestBeside(path)];
    if (digest === undefined ? (await stateOf(path))?.state === before?.state && before !== undefined : digest === bytes.sha256) {
      if (digest !== undefined || clock.now() - (before?.mtimeMs ?? 0) >= settledMilliseconds) return bytes;
    }
  }
  throw new SourceError(`expected ${what} to be complete, but it still changes, or the digest in ${path}.sha256 is not that of its bytes`, {
    retryable: true,
  });
}

async function stateOf(path: string): Promise<{ state: string; mtimeMs: number } | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status === undefined ? undefined : { state: `${status.size} ${status.mtimeMs} ${status.ino}`, mtimeMs: status.mtimeMs };
}

/** Largest file with a digest, in bytes: the digest, and the name of a file. */
const mostDigestBytes = 8192;

/** The digest in a file beside, as sha256sum writes it; undefined where there is none. */
async function digestBeside(path: string): Promise<string | undefined> {
  const beside = `${path}.sha256`;
  if ((await stat(beside).catch(() => undefined))?.isFile() !== true) return undefined;
  const { bytes } = await readBytes(beside, 'a digest', mostDigestBytes);
  return /^[0-9a-f]{64}/i.exec(bytes.toString('latin1').trim())?.[0]?.toLowerCase() ?? 'no digest';
}
