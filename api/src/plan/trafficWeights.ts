import type { Version } from '../schema/model.ts';

/** Percent of the requests that each version serves, by name; shadows are left out, a single version serves all. */
export function trafficWeights(versions: readonly Version[]): ReadonlyMap<string, number> {
  const live = versions.filter(({ shadow }) => !shadow);
  return new Map(live.map(({ name, traffic }) => [name, traffic ?? (live.length === 1 ? 100 : 0)]));
}
