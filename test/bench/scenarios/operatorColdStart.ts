import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText, millisecondsText, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { applyBare } from '../operator/bareObjects.ts';
import { type BenchPlane, withPlane } from '../operator/benchPlane.ts';
import { type CatchingUp, type ColdStart, catchingUp, coldStart, holdLease } from '../operator/coldStart.ts';
import { type Restart, restart } from '../operator/restart.ts';
import { secondsText } from '../operator/secondsText.ts';
import { unpinned } from '../operator/unpinned.ts';
import { placesFor } from '../operator/wineMonitors.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const goals = { readySeconds: 5, stallMilliseconds: 50, peakBytes: 400 * 2 ** 20, bareRatio: 1.3, repairMilliseconds: 5000 };

export const operatorColdStart: Scenario = {
  name: 'operator-cold-start',
  title: 'Operator: start in front of 10,000 monitors',
  about: [
    'The same control plane, with 10,000 monitors whose children and statuses are there already, made by bare server-side applies. Synced: from the start of the process',
    'until /readyz says ok, which takes that every kind was listed. Stall: `modelmonitor_operator_event_loop_lag_seconds`. Once it is synced the operator leads and',
    'compares everything with what the objects say was applied. Restarted: one Service was deleted while it was away, another right after it leads; writes beside those two',
    'are needless. The peer lists the same objects by nothing but requests, as a stream, three kinds at a time. For comparison the same number of monitors without any',
    'child, for an operator that stands by.',
  ].join('\n'),
  run,
};

interface Measured {
  readonly what: string;
  readonly starts: readonly ColdStart[];
}

async function run({ quick, write }: BenchContext): Promise<Outcome> {
  const placed = placesFor(quick ? 200 : 10_000);
  const starts = quick ? 1 : 3;
  const monitors = count(placed.places.length);
  const prepare = async (bench: BenchPlane, children: boolean) => {
    await bench.api.makeNamespaces(placed.namespaces);
    await applyBare(bench, placed.places, { children });
  };
  const whole = await withPlane({}, async (bench) => {
    await prepare(bench, true);
    write('  everything is there\n');
    const found = await startsOf(bench, { starts, write, isCaughtUp: true });
    const restarts: Restart[] = [];
    for (let index = 0; index < starts; index++) {
      const [first, last] = [placed.places[index], placed.places.at(-1 - index)];
      if (first !== undefined && last !== undefined) restarts.push(await restart(bench, [first, last]));
    }
    return { ...found, restarts };
  });
  const alone = await withPlane({}, async (bench) => {
    await prepare(bench, false);
    await holdLease(bench);
    return startsOf(bench, { starts, write, isCaughtUp: false });
  });
  return {
    figures: [
      ...figuresOf({ what: `${monitors} monitors with their children`, starts: whole.starts }),
      ...catchingUpFigures(whole.caughtUp),
      ...restartFigures(whole.restarts),
      ...figuresOf({ what: `${monitors} monitors alone`, starts: alone.starts }),
    ],
    notes: [],
    pinning: unpinned,
  };
}

async function startsOf(
  bench: BenchPlane,
  { starts, write, isCaughtUp }: { starts: number; write: (text: string) => void; isCaughtUp: boolean },
): Promise<{ starts: ColdStart[]; caughtUp: CatchingUp | undefined }> {
  const measured: ColdStart[] = [];
  for (;;) {
    const { operator, start } = await coldStart(bench);
    try {
      measured.push(start);
      const { readyMilliseconds, stallMilliseconds, peakBytes, objects } = start;
      write(
        `  ${secondsText(readyMilliseconds)}, stall ${millisecondsText(stallMilliseconds)}, ${mebibytesText(peakBytes)}, ${count(objects)} objects\n`,
      );
      if (measured.length === starts) return { starts: measured, caughtUp: isCaughtUp ? await catchingUp(operator) : undefined };
    } finally {
      await operator.stop();
    }
  }
}

function figuresOf({ what, starts }: Measured): Figure[] {
  const middle = (of: (start: ColdStart) => number) => median(starts.map(of));
  const worst = (of: (start: ColdStart) => number) => Math.max(...starts.map(of));
  const ready = middle(({ readyMilliseconds }) => readyMilliseconds);
  const stall = worst(({ stallMilliseconds }) => stallMilliseconds);
  const peak = worst(({ peakBytes }) => peakBytes);
  return [
    figure({ what: `${what}: objects in the caches`, ours: count(middle(({ objects }) => objects)) }),
    figure({
      what: `${what}: synced, median of ${starts.length}`,
      ours: secondsText(ready),
      goal: `≤ ${goals.readySeconds} s`,
      met: metIf(ready <= goals.readySeconds * 1000),
    }),
    figure({
      what: `${what}: longest stall, worst of ${starts.length}`,
      ours: millisecondsText(stall),
      goal: `≤ ${goals.stallMilliseconds} ms`,
      met: metIf(stall <= goals.stallMilliseconds),
    }),
    figure({
      what: `${what}: largest resident set, worst of ${starts.length}`,
      ours: mebibytesText(peak),
      goal: `≤ ${mebibytesText(goals.peakBytes)}`,
      met: metIf(peak <= goals.peakBytes),
    }),
  ];
}

function catchingUpFigures(caughtUp: CatchingUp | undefined): Figure[] {
  if (caughtUp === undefined) return [];
  const { milliseconds, stallMilliseconds, peakBytes } = caughtUp;
  return [
    figure({ what: 'then until everything was compared once', ours: secondsText(milliseconds) }),
    figure({ what: 'then longest stall, scraped twice a second', ours: millisecondsText(stallMilliseconds) }),
    figure({
      what: 'then largest resident set',
      ours: mebibytesText(peakBytes),
      goal: `≤ ${mebibytesText(goals.peakBytes)}`,
      met: metIf(peakBytes <= goals.peakBytes),
    }),
  ];
}

function restartFigures(restarts: readonly Restart[]): Figure[] {
  const worst = (of: (one: Restart) => number) => Math.max(...restarts.map(of));
  const [ready, bare] = [median(restarts.map((one) => one.readyMilliseconds)), median(restarts.map((one) => one.bareMilliseconds))];
  const what = 'restarted';
  const repairs = [
    { what: 'a Service deleted right after its lead', time: worst((one) => one.repairMilliseconds) },
    { what: 'a Service deleted while it was away, from its start', time: worst((one) => one.missedMilliseconds) },
  ];
  const [needless, stall] = [worst((one) => one.needless), worst((one) => one.stallMilliseconds)];
  const peak = worst((one) => one.peakBytes);
  return [
    figure({
      what: `${what}: synced`,
      ours: secondsText(ready),
      peer: `bare list: ${secondsText(bare)}`,
      ratio: ratioText(ready / bare),
      goal: `≤ ${goals.bareRatio}`,
      met: metIf(ready / bare <= goals.bareRatio),
    }),
    figure({ what: `${what}: needless writes`, ours: count(needless), goal: '0', met: metIf(needless === 0) }),
    ...repairs.map((repair) =>
      figure({
        what: `${what}: ${repair.what}, repaired`,
        ours: millisecondsText(repair.time),
        goal: `≤ ${goals.repairMilliseconds / 1000} s`,
        met: metIf(repair.time <= goals.repairMilliseconds),
      }),
    ),
    figure({ what: `${what}: every monitor compared`, ours: secondsText(median(restarts.map((one) => one.quietMilliseconds))) }),
    figure({
      what: `${what}: longest stall, worst of ${restarts.length}`,
      ours: millisecondsText(stall),
      goal: `≤ ${goals.stallMilliseconds} ms`,
      met: metIf(stall <= goals.stallMilliseconds),
    }),
    figure({
      what: `${what}: largest resident set`,
      ours: mebibytesText(peak),
      goal: `≤ ${mebibytesText(goals.peakBytes)}`,
      met: metIf(peak <= goals.peakBytes),
    }),
  ];
}
