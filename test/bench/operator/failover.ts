import { setTimeout } from 'node:timers/promises';
import { eventually } from '../../controlPlane/eventually.ts';
import { type RunningServer, startServer } from '../server.ts';
import type { BenchPlane } from './benchPlane.ts';
import { watchShares } from './edits.ts';
import { operatorServer } from './operatorServer.ts';
import { quiet } from './quiet.ts';
import { scrape } from './scrape.ts';
import { monitorPath, type Place } from './wineMonitors.ts';

/** How the leader ends. */
export type End = 'SIGTERM' | 'SIGKILL';

/** How long a new operator stands by before the next leader is ended, in milliseconds: as long as it sees the lease renewed. */
const standbyMilliseconds = 5000;

export interface FailoverOptions {
  readonly leader: RunningServer;
  readonly ends: readonly End[];
  /** The monitor that is edited each time. */
  readonly place: Place;
  readonly onTime: (end: End, milliseconds: number) => void;
}

/**
 * Ends the leader again and again, and edits a monitor right after; another operator stands by each time.
 *
 * @returns the last leader, which runs on
 */
export async function failovers(bench: BenchPlane, options: FailoverOptions): Promise<RunningServer> {
  const { ends, place, onTime } = options;
  const shares = await watchShares(bench);
  let { leader } = options;
  for (const [index, end] of ends.entries()) {
    const standby = await startServer(operatorServer(bench));
    await quiet(leader);
    await setTimeout(standbyMilliseconds);
    const share = 0.2 + index / 1000;
    const carried = shares.carried(place, share);
    const killedAt = performance.now();
    const gone = leader.stop(end);
    await bench.api.merge(monitorPath(place.namespace, place.name), { spec: { drift: { share } } });
    const at = await carried;
    if (at === undefined) throw new Error(`the edit after ${end} was missed`);
    onTime(end, at - killedAt);
    await gone;
    leader = standby;
    await eventually('the lease', async () => (await scrape(standby)).sum('leader_election_master_status') === 1);
  }
  shares.stop();
  return leader;
}
