import type { SourceClock, SourcePlace } from '@modelmonitor/sources';
import type { ReferenceBins } from '@modelmonitor/tables';
import { profileAsTyped, readReferenceProfile } from '@modelmonitor/tables';
import { binsOfProfile, referenceBins } from '@modelmonitor/tables/bins';
import { readConfiguration } from './configuration.ts';
import { readReference, referenceTypes, visibleFeatures } from './reference.ts';

/** The bins of a monitor's reference, how many rows they are from, and the SHA-256 of its bytes. */
export async function binsJob(place: SourcePlace, clock: SourceClock): Promise<{ bins: ReferenceBins; rows: number; hash: string }> {
  const configuration = await readConfiguration(place, clock);
  const features = visibleFeatures(configuration);
  const read = await readReferenceProfile(configuration.referencePath);
  if (read !== undefined) {
    const profile = profileAsTyped(read.profile, referenceTypes(configuration));
    return { bins: binsOfProfile(profile, features), rows: profile.rows, hash: read.hash };
  }
  const reference = await readReference(configuration);
  return { bins: referenceBins(reference, features), rows: reference.rows, hash: reference.hash };
}
