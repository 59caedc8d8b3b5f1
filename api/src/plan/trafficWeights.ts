import type { Version } from '../schema/model.ts';

/** Percent of the requests each version answers, by name; shadows are left out, a single version takes everything. */
export function trafficWeights(versions: readonly Version[]): ReadonlyMap<string, number> {
  const live = versions.filter(({ shadow }) => !shadow);
  return new Map(live.map(({ name, traffic }) => [name, traffic ?? (live.length === 1 ? 100 : 0)]));
}
