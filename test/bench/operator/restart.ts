import { setTimeout } from 'node:timers/promises';
import { childTypes, roleLabel, serviceLabel } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { createTurns } from '../../../kube/src/turns.ts';
import { watchedTypes } from '../../../operator/src/caches/cachedKinds.ts';
import { eventually } from '../../controlPlane/eventually.ts';
import { startServer } from '../server.ts';
import type { BenchPlane } from './benchPlane.ts';
import { operatorPeak, operatorServer } from './operatorServer.ts';
import { quiet } from './quiet.ts';
import { requestsOf, scrape } from './scrape.ts';
import type { Place } from './wineMonitors.ts';

/** What it came to when an operator started again and nothing had changed but one object. */
export interface Restart {
  /** From the start of the process until everything was listed. */
  readonly readyMilliseconds: number;
  /** The same objects, listed by nothing but requests, three kinds at a time. */
  readonly bareMilliseconds: number;
  /** From the lead until a Service that was deleted then exists again. */
  readonly repairMilliseconds: number;
  /** From the start of the process until a Service that was deleted before exists again. */
  readonly missedMilliseconds: number;
  /** Writes beside those two. */
  readonly needless: number;
  /** Until every monitor had its turn. */
  readonly quietMilliseconds: number;
  readonly stallMilliseconds: number;
  readonly peakBytes: number;
}

/** Kinds that are listed at the same time, as the operator does. */
const listsAtATime = 3;

/** Kinds of other projects are missing. */
function ignoreMissing(error: { readonly kind?: string }): void {
  if (error.kind !== 'notFound') throw error;
}

/** Lists what the caches of an operator hold. @returns milliseconds */
async function bareList({ api }: BenchPlane): Promise<number> {
  const kinds = [
    { type: watchedTypes.monitor, isWhole: true },
    ...Object.values(childTypes).map((type) => ({ type, selector: `${roleLabel}=child`, isWhole: type === childTypes.deployment })),
    { type: watchedTypes.job, selector: `${roleLabel}=run`, isWhole: true },
    { type: watchedTypes.endpointSlice, selector: `${serviceLabel}=pods`, isWhole: true },
  ];
  const turns = createTurns(listsAtATime);
  const start = performance.now();
  await Promise.all(
    kinds.map(({ type, isWhole, ...rest }) =>
      turns.take(() => api.listWhole(pathOf(type), 'selector' in rest ? rest.selector : undefined, isWhole).catch(ignoreMissing)),
    ),
  );
  return performance.now() - start;
}

/** Starts an operator after one stopped, and stops it when it has nothing to do. */
export async function restart(bench: BenchPlane, [first, last]: readonly [Place, Place]): Promise<Restart> {
  const bareMilliseconds = await bareList(bench);
  const serviceOf = ({ namespace, name }: Place) => `/api/v1/namespaces/${namespace}/services/${name}`;
  const exists = (place: Place) =>
    bench.api.get(serviceOf(place)).then(
      () => performance.now(),
      () => undefined,
    );
  await bench.api.remove(serviceOf(last));
  const startedAt = performance.now();
  const operator = await startServer(operatorServer(bench));
  try {
    await eventually('the lease', async () => (await scrape(operator)).sum('leader_election_master_status') === 1);
    const ledAt = performance.now();
    let missedAt: number | undefined;
    const missed = (async () => {
      while (missedAt === undefined) {
        missedAt = await exists(last);
        await setTimeout(50);
      }
    })();
    await bench.api.remove(serviceOf(first));
    let repairedAt: number | undefined;
    while (repairedAt === undefined) {
      await setTimeout(10);
      repairedAt = await exists(first);
    }
    let stall = 0;
    const quietAt = await quiet(operator, (scraped) => {
      stall = Math.max(stall, scraped.sum('modelmonitor_operator_event_loop_lag_seconds') * 1000);
    });
    await missed;
    const { patch, delete: removed } = requestsOf(await scrape(operator));
    return {
      readyMilliseconds: operator.readyAfterMilliseconds,
      bareMilliseconds,
      repairMilliseconds: repairedAt - ledAt,
      missedMilliseconds: (missedAt ?? Number.NaN) - startedAt,
      // A Service is created again by one PATCH; the lease by POST and PUT.
      needless: patch + removed - 2,
      quietMilliseconds: quietAt - startedAt,
      stallMilliseconds: stall,
      peakBytes: await operatorPeak(operator),
    };
  } finally {
    await operator.stop();
  }
}
