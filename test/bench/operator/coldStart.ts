import { type RunningServer, startServer } from '../server.ts';
import { type BenchPlane, leaseName, operatorNamespace } from './benchPlane.ts';
import { operatorPeak, operatorServer } from './operatorServer.ts';
import { quiet } from './quiet.ts';
import { type Scraped, scrape } from './scrape.ts';

/** What a start came to, by the moment it was ready. */
export interface ColdStart {
  /** From the start of the process until /readyz says ok. */
  readonly readyMilliseconds: number;
  /** Longest delay of the event loop until then. */
  readonly stallMilliseconds: number;
  readonly peakBytes: number;
  /** Objects in its caches. */
  readonly objects: number;
}

/** What it took until everything was looked at once. */
export interface CatchingUp {
  readonly milliseconds: number;
  readonly stallMilliseconds: number;
  readonly peakBytes: number;
}

/** Starts an operator in front of what is there; it runs on. */
export async function coldStart(bench: BenchPlane): Promise<{ operator: RunningServer; start: ColdStart }> {
  const operator = await startServer(operatorServer(bench));
  const scraped = await scrape(operator);
  const start = {
    readyMilliseconds: operator.readyAfterMilliseconds,
    stallMilliseconds: stallOf(scraped),
    peakBytes: await operatorPeak(operator),
    objects: scraped.sum('modelmonitor_operator_cached_objects'),
  };
  return { operator, start };
}

/** Waits until the operator, which leads, has nothing to do. */
export async function catchingUp(operator: RunningServer): Promise<CatchingUp> {
  const began = performance.now();
  let stall = 0;
  const quietAt = await quiet(operator, (scraped) => {
    stall = Math.max(stall, stallOf(scraped));
  });
  return { milliseconds: quietAt - began, stallMilliseconds: stall, peakBytes: await operatorPeak(operator) };
}

/** Takes the lease, so that an operator that starts stands by and writes nothing. */
export async function holdLease({ api }: BenchPlane): Promise<void> {
  const now = new Date().toISOString().replace('Z', '000Z');
  await api.post(`/apis/coordination.k8s.io/v1/namespaces/${operatorNamespace}/leases`, {
    metadata: { name: leaseName },
    spec: { holderIdentity: 'benchmark', leaseDurationSeconds: 86_400, acquireTime: now, renewTime: now },
  });
}

function stallOf(scraped: Scraped): number {
  return scraped.sum('modelmonitor_operator_event_loop_lag_seconds') * 1000;
}
