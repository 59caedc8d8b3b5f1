import type { BenchContext } from '../benchContext.ts';
import { count } from '../figureText.ts';
import { withPlane } from '../operator/benchPlane.ts';
import { operatorCreation } from '../operator/creation.ts';
import { type End, failovers } from '../operator/failover.ts';
import { secondsText } from '../operator/secondsText.ts';
import { unpinned } from '../operator/unpinned.ts';
import { type Place, placesFor } from '../operator/wineMonitors.ts';
import { figure, metIf } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const goalSeconds: Readonly<Record<End, number>> = { SIGTERM: 3, SIGKILL: 20 };

export const operatorFailover: Scenario = {
  name: 'operator-failover',
  title: 'Operator: the leader goes, another takes over',
  about: [
    'Two operators and one lease (15 s, renewed every 2 s). The leader is ended, and right after a monitor is edited: the last of all, in the order a new leader looks at',
    'them. The time runs from the signal until the ConfigMap carries the edit. The second operator stands by with warm caches.',
  ].join('\n'),
  run: async ({ quick, write }: BenchContext) => {
    const placed = placesFor(quick ? 50 : 1000);
    const rounds = quick ? 1 : 3;
    const ends = Array.from({ length: rounds }, (): readonly End[] => ['SIGTERM', 'SIGKILL']).flat();
    const times: Record<End, number[]> = { SIGTERM: [], SIGKILL: [] };
    await withPlane({}, async (bench) => {
      const { operator } = await operatorCreation(bench, placed);
      const onTime = (end: End, milliseconds: number) => {
        times[end].push(milliseconds);
        write(`  ${end}: ${secondsText(milliseconds)}\n`);
      };
      const last = await failovers(bench, { leader: operator, ends, place: placed.places.at(-1) as Place, onTime });
      await last.stop();
    });
    const monitors = count(placed.places.length);
    const figures = (Object.keys(times) as End[]).map((end) => {
      const slowest = Math.max(...times[end]);
      const goal = goalSeconds[end];
      const what = `${end} with ${monitors} monitors, slowest of ${times[end].length}`;
      return figure({ what, ours: secondsText(slowest), goal: `≤ ${goal} s`, met: metIf(slowest <= goal * 1000) });
    });
    return { figures, notes: [], pinning: unpinned };
  },
};
