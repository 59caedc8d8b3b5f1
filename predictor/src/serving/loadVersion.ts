import type { Version } from '@modelmonitor/api';
import { loadModel, type Model, type ModelContract, readVerifyRows, verifyModel } from '@modelmonitor/models';
import type { ReadSource } from '@modelmonitor/sources';
import type { Contract } from '../contract/contract.ts';

/** A version whose model was read. */
export interface ReadVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  /** SHA-256 of the model's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly model: Model;
}

/** A version that can predict rows in the categories of the contract. */
export interface LoadedVersion extends ReadVersion {
  /**
   * For each categorical feature whose categories the model has otherwise: the model's index by the contract's index, and last that of a
   * category the contract does not have. Undefined when rows can be passed as they are.
   */
  readonly recode: RecodeTables | undefined;
}

/** By feature; undefined for one that needs no recoding. */
export type RecodeTables = readonly (Float64Array | undefined)[];

/** A version that could not be loaded, and why. */
export interface FailedVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  readonly error: string;
}

export interface LoadOptions {
  readonly readSource: ReadSource;
  readonly contract: Contract;
  /** Versions loaded before: the model of one with the same bytes and the same contract is reused. */
  readonly earlier: readonly ReadVersion[];
}

/** Reads and loads a version; a failure is returned, so that the other versions keep serving. */
export async function loadVersion(version: Version, { readSource, contract, earlier }: LoadOptions): Promise<ReadVersion | FailedVersion> {
  const { name, format, shadow } = version;
  try {
    const { bytes, sha256 } = await readSource(version.source);
    const same = earlier.find((before) => before.sha256 === sha256 && before.format === format);
    const model = same?.model ?? (await loadModel(bytes, modelContract(contract), format));
    await verify(version, model, { readSource, contract });
    return { name, format, shadow, sha256, model };
  } catch (error) {
    return { name, format, shadow, error: (error as Error).message };
  }
}

/** @throws VerificationError when the model does not reproduce the predictions recorded for it */
async function verify({ verify: recorded }: Version, model: Model, { readSource, contract }: Omit<LoadOptions, 'earlier'>): Promise<void> {
  if (recorded === undefined) return;
  const { bytes } = await readSource(recorded.source);
  await verifyModel(model, modelContract(contract), { rows: readVerifyRows(bytes), tolerance: recorded.tolerance });
}

function modelContract({ task, features, classes }: Contract): ModelContract {
  const inputs = features.map(({ name, type, categories }) => ({ name, type, ...(categories.length > 0 ? { values: categories } : {}) }));
  return { task, classes, features: inputs };
}

/** A copy of a row matrix, in the categories of one version. */
export function recodeRows(rows: Float64Array, tables: RecodeTables): Float64Array {
  const copy = rows.slice();
  tables.forEach((table, feature) => {
    if (table === undefined) return;
    for (let cell = feature; cell < copy.length; cell += tables.length) copy[cell] = table[copy[cell] as number] ?? Number.NaN;
  });
  return copy;
}
