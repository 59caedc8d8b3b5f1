import { childNames } from '@modelmonitor/api';
import { roleLabel } from '@modelmonitor/render';
import type { BenchPlane } from './benchPlane.ts';
import { monitorPath, type Place } from './wineMonitors.ts';

/** Longest an edit may take before it counts as missed, in milliseconds. */
const patienceMilliseconds = 30_000;

/** Tells when the ConfigMap of a monitor carries a share. */
export interface Shares {
  /** @returns the moment it was seen, in milliseconds of the monotonic clock; undefined when it did not come in time */
  carried(place: Place, share: number): Promise<number | undefined>;
  stop(): void;
}

/** Watches the ConfigMaps with the resolved resources. */
export async function watchShares({ api }: BenchPlane): Promise<Shares> {
  const waiting = new Map<string, { share: number; resolve: (at: number) => void }>();
  const stop = await api.watch({
    path: '/api/v1/configmaps',
    labelSelector: `${roleLabel}=child`,
    onEvent: ({ object: { metadata, ...rest }, at }) => {
      const key = `${metadata.namespace}/${metadata.name}`;
      const edit = waiting.get(key);
      if (edit === undefined) return;
      const { data } = rest as unknown as { data?: Readonly<Record<string, string>> };
      const { spec } = JSON.parse(data?.['monitor.json'] ?? '{}') as { spec?: { drift?: { share?: number } } };
      if (spec?.drift?.share !== edit.share) return;
      waiting.delete(key);
      edit.resolve(at);
    },
  });
  return {
    stop,
    carried({ namespace, name }, share) {
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      waiting.set(`${namespace}/${childNames(name).configuration}`, { share, resolve });
      const timer = setTimeout(() => resolve(undefined), patienceMilliseconds);
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

/** Changes `spec.drift.share` of monitors, one after the other. @returns milliseconds from the request until the ConfigMap carries it */
export async function editTimes(bench: BenchPlane, places: readonly Place[]): Promise<number[]> {
  const shares = await watchShares(bench);
  const times: number[] = [];
  for (const [index, place] of places.entries()) {
    const share = 0.1 + index / 10_000;
    const carried = shares.carried(place, share);
    const start = performance.now();
    await bench.api.merge(monitorPath(place.namespace, place.name), { spec: { drift: { share } } });
    const at = await carried;
    if (at === undefined) throw new Error(`the edit of ${place.namespace}/${place.name} was missed`);
    times.push(at - start);
  }
  shares.stop();
  return times;
}
