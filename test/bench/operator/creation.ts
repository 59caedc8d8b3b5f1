import { pathOf } from '../../../kube/src/pathOf.ts';
import { watchedTypes } from '../../../operator/src/caches/cachedKinds.ts';
import { eventually } from '../../controlPlane/eventually.ts';
import { type RunningServer, startServer } from '../server.ts';
import { applyBare, childCount } from './bareObjects.ts';
import { inFlight } from './benchApi.ts';
import type { BenchPlane } from './benchPlane.ts';
import { forEachOf } from './forEachOf.ts';
import { objectVersions } from './objectVersions.ts';
import { operatorPeak, operatorServer } from './operatorServer.ts';
import { quiet } from './quiet.ts';
import { type Requests, requestsOf, scrape } from './scrape.ts';
import { monitorPath, type Placed, wineMonitor } from './wineMonitors.ts';

/** What it came to when many monitors were created at once. */
export interface Creation {
  /** From the first POST of a monitor until every child was there and every status was written. */
  readonly milliseconds: number;
  readonly peakBytes: number;
  readonly processorSeconds: number;
  readonly requests: Requests;
}

/** The same objects by nothing but requests. @returns milliseconds */
export async function bareCreation(bench: BenchPlane, { places, namespaces }: Placed): Promise<number> {
  await bench.api.makeNamespaces(namespaces);
  const start = performance.now();
  await applyBare(bench, places);
  return performance.now() - start;
}

/** Starts an operator, creates monitors as fast as the API server takes them, and waits until they are done. The operator runs on. */
export async function operatorCreation(bench: BenchPlane, placed: Placed): Promise<{ operator: RunningServer; creation: Creation }> {
  const { api } = bench;
  const { places, namespaces } = placed;
  await api.makeNamespaces(namespaces);
  const operator = await startServer(operatorServer(bench));
  await eventually('the lease', async () => (await scrape(operator)).sum('leader_election_master_status') === 1);
  const before = requestsOf(await scrape(operator));
  const processorBefore = (await operator.processorSeconds()) ?? 0;
  const done = await statusesWritten(bench, places.length);
  const start = performance.now();
  await forEachOf(places, inFlight, async (place) => void (await api.post(monitorPath(place.namespace), wineMonitor(place))));
  const statusAt = await done.lastAt;
  const childrenAt = await childrenThere(bench, places.length);
  const end = Math.max(statusAt, childrenAt ?? 0);
  await quiet(operator);
  const creation = {
    milliseconds: end - start,
    peakBytes: await operatorPeak(operator),
    processorSeconds: ((await operator.processorSeconds()) ?? 0) - processorBefore,
    requests: requestsOf(await scrape(operator), before),
  };
  return { operator, creation };
}

/** Watches until so many monitors have a status of their generation. */
async function statusesWritten({ api }: BenchPlane, count: number): Promise<{ lastAt: Promise<number> }> {
  const written = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<number>();
  const stop = await api.watch({
    path: pathOf(watchedTypes.monitor),
    onEvent: ({ object: { metadata, status }, at }) => {
      if ((status as { observedGeneration?: number } | undefined)?.observedGeneration !== metadata.generation) return;
      written.add(`${metadata.namespace}/${metadata.name}`);
      if (written.size < count) return;
      stop();
      resolve(at);
    },
  });
  return { lastAt: promise };
}

/** Waits until all children are there. @returns when they were seen to be, if they were not at once */
async function childrenThere({ api }: BenchPlane, monitors: number): Promise<number | undefined> {
  const expected = monitors * (childCount() + 1);
  for (let look = 0; ; look++) {
    const { size } = await objectVersions(api);
    if (size > expected) throw new Error(`expected ${expected} objects, got ${size}`);
    if (size === expected) return look === 0 ? undefined : performance.now();
    if (look > 100) throw new Error(`expected ${expected} objects, got ${size}`);
  }
}
