import type { Version } from '@modelmonitor/api';
import type { Model } from '@modelmonitor/models';
import { formats } from '@modelmonitor/models';
import type { ReadSource } from '@modelmonitor/sources';
import type { Contract } from '../contract/contract.ts';
import type { FailedVersion } from './version.ts';

/** A version whose bytes were read and understood. */
export interface ReadVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  readonly sha256: string;
  readonly model: Model;
}

export interface LoadOptions {
  readonly readSource: ReadSource;
  readonly contract: Contract;
  /** Versions loaded before: one with the same bytes for the same contract is taken over as it is. */
  readonly earlier: readonly ReadVersion[];
}

/** Reads and loads a version; a failure is an outcome, so that the other versions serve on. */
export async function loadVersion(version: Version, { readSource, contract, earlier }: LoadOptions): Promise<ReadVersion | FailedVersion> {
  const { name, format, shadow } = version;
  try {
    const { bytes, sha256 } = await readSource(version.source);
    const same = earlier.find((before) => before.sha256 === sha256 && before.format === format);
    const model = same?.model ?? (await loadModel(bytes, format, contract));
    return { name, format, shadow, sha256, model };
  } catch (error) {
    return { name, format, shadow, error: (error as Error).message };
  }
}

async function loadModel(bytes: Uint8Array, format: string, { task, features, classes }: Contract): Promise<Model> {
  const loader = Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : undefined;
  if (loader === undefined)
    throw new Error(`a format of ${Object.keys(formats).join(', ')} is needed, got ${format}, which this release does not load yet`);
  const inputs = features.map(({ name, type, categories }) => ({ name, type, ...(categories.length > 0 ? { values: categories } : {}) }));
  return loader.load(bytes, { task, classes, features: inputs });
}
