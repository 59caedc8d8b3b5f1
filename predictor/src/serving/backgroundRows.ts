import { ownValue } from '@modelmonitor/api';
import type { DriftChild } from '@modelmonitor/job';
import type { Background } from '@modelmonitor/models';
import type { Contract } from '../contract/contract.ts';

/** Rows of the reference as the drift job reads them. */
export type ReferenceRows = Awaited<ReturnType<DriftChild['background']>>;

/**
 * Rows of the reference in the order and the categories of the contract.
 *
 * @returns undefined when there is no row, or a feature is missing, such as a redacted one
 */
export function backgroundRows({ features }: Contract, answer: ReferenceRows): Background | undefined {
  const count = answer.rows;
  if (count === 0 || features.some(({ name }) => !Object.hasOwn(answer.features, name))) return undefined;
  const rows = new Float64Array(count * features.length);
  for (const [index, { name, categories }] of features.entries()) {
    const indexOf = new Map(categories.map((category, code) => [category, code]));
    for (const [row, value] of (ownValue(answer.features, name) ?? []).entries()) {
      rows[row * features.length + index] = (typeof value === 'string' ? indexOf.get(value) : value) ?? Number.NaN;
    }
  }
  return { rows, count };
}
