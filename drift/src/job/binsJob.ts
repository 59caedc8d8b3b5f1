import type { ReferenceBins } from '../reference/bins.ts';
import { referenceBins } from '../reference/referenceBins.ts';
import { readConfiguration } from './configuration.ts';
import { readReference, visibleFeatures } from './reference.ts';

/** The bins of a monitor's reference, how many rows they are from, and the SHA-256 of its bytes. */
export async function binsJob(configDirectory: string): Promise<{ bins: ReferenceBins; rows: number; hash: string }> {
  const configuration = await readConfiguration(configDirectory);
  const reference = await readReference(configuration);
  return { bins: referenceBins(reference, visibleFeatures(configuration)), rows: reference.rows, hash: reference.hash };
}
