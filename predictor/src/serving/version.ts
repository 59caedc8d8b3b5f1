import type { Model } from '@modelmonitor/models';

/** A version that answers or shadows. */
export interface LoadedVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  /** SHA-256 of the model's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly model: Model;
  /**
   * For each categorical feature whose categories the model orders differently: the model's index by the contract's index
   * (NaN where the model does not know the category). Undefined when rows can be passed as they are.
   */
  readonly recode: readonly (Float64Array | undefined)[] | undefined;
}

/** A version that could not be loaded, and why. */
export interface FailedVersion {
  readonly name: string;
  readonly format: string;
  readonly shadow: boolean;
  readonly error: string;
}

/** A row matrix in the categories of one version; the same matrix when nothing has to change. */
export function recoded(rows: Float64Array, recode: LoadedVersion['recode']): Float64Array {
  if (recode === undefined) return rows;
  const copy = rows.slice();
  recode.forEach((table, feature) => {
    if (table === undefined) return;
    for (let cell = feature; cell < copy.length; cell += recode.length) copy[cell] = table[copy[cell] as number] ?? Number.NaN;
  });
  return copy;
}
