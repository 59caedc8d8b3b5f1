import { setTimeout } from 'node:timers/promises';
import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText } from '../figureText.ts';
import { type BenchPlane, withPlane } from '../operator/benchPlane.ts';
import { churn, type World } from '../operator/churn.ts';
import { operatorCreation } from '../operator/creation.ts';
import { missing } from '../operator/missing.ts';
import { unpinned } from '../operator/unpinned.ts';
import { placesFor } from '../operator/wineMonitors.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { openFiles } from '../processFigures.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { type Point, slope } from '../slope.ts';

const goals = { slopeBytes: 10 * 2 ** 20, moreFiles: 5 };

/** Share of the time that is left out of the slopes: the caches fill, and Node compiles what is hot. */
const warmUpShare = 0.25;

/** How long the last changes may take, in milliseconds; what belonged to a deleted monitor goes by the cluster's own collector. */
const patienceMilliseconds = 60_000;

export const operatorSoak: Scenario = {
  name: 'operator-soak',
  title: 'Operator: a long time of changes',
  about: [
    'The same control plane with the controllers of Kubernetes, so that Deployments make pods (which no node takes), and what was deleted is collected. Four times per second',
    'a monitor is created, edited or deleted, or one of its children is deleted. Missed: what is not as it should be a minute after the last change. The slopes are lines of',
    `least squares through a value every two seconds, the first ${warmUpShare * 100} % of the time left out.`,
  ].join('\n'),
  run,
};

interface Samples {
  readonly resident: readonly Point[];
  readonly files: readonly Point[];
}

async function run({ quick, write }: BenchContext): Promise<Outcome> {
  const milliseconds = quick ? 30_000 : 600_000;
  const placed = placesFor(quick ? 10 : 100);
  return withPlane({ controllerManager: true }, async (bench) => {
    const { operator } = await operatorCreation(bench, placed);
    try {
      const over = new AbortController();
      const sampling = sampled(operator, over.signal);
      const world = await churn(bench, { places: placed.places, milliseconds });
      over.abort();
      const samples = await sampling;
      const wrong = await stillMissed(bench, world);
      for (const what of wrong.slice(0, 20)) write(`  ${what}\n`);
      return outcomeOf(samples, { world, wrong, milliseconds });
    } finally {
      await operator.stop();
    }
  });
}

async function sampled({ pid, residentBytes }: RunningServer, signal: AbortSignal): Promise<Samples> {
  const samples = { resident: [] as Point[], files: [] as Point[] };
  while (!signal.aborted) {
    const at = performance.now();
    samples.resident.push({ at, value: (await residentBytes()) ?? Number.NaN });
    samples.files.push({ at, value: (await openFiles(pid)) ?? Number.NaN });
    await setTimeout(2000, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

async function stillMissed(bench: BenchPlane, world: World): Promise<string[]> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    const wrong = await missing(bench, world);
    if (wrong.length === 0 || performance.now() > end) return wrong;
    await setTimeout(1000);
  }
}

function outcomeOf(
  { resident, files }: Samples,
  { world, wrong, milliseconds }: { world: World; wrong: readonly string[]; milliseconds: number },
): Outcome {
  const steady = (points: readonly Point[]) => points.slice(Math.floor(points.length * warmUpShare));
  const change = (points: readonly Point[]) => slope(steady(points)) * milliseconds;
  const [bytes, more] = [change(resident), change(files)];
  const changes = Object.values(world.done).reduce((sum, times) => sum + times, 0);
  const minutes = `${milliseconds / 60_000} minutes`;
  const last = (points: readonly Point[]) => points.at(-1)?.value ?? Number.NaN;
  return {
    figures: [
      figure({
        what: `changes in ${minutes}`,
        ours: `${count(changes)}: ${Object.entries(world.done)
          .map(([what, times]) => `${times} × ${what}`)
          .join(', ')}`,
      }),
      figure({ what: 'missed', ours: count(wrong.length), goal: '0', met: metIf(wrong.length === 0) }),
      figure({ what: 'resident set at the end', ours: mebibytesText(last(resident)) }),
      figure({
        what: `slope of the resident set, in ${minutes}`,
        ours: `${(bytes / 2 ** 20).toFixed(1)} MiB`,
        goal: `≤ ${mebibytesText(goals.slopeBytes)}`,
        met: metIf(bytes <= goals.slopeBytes),
      }),
      figure({ what: 'open files at the end', ours: count(last(files)) }),
      figure({
        what: `slope of the open files, in ${minutes}`,
        ours: more.toFixed(1),
        goal: `≤ ${goals.moreFiles}`,
        met: metIf(more <= goals.moreFiles),
      }),
    ],
    notes: [],
    pinning: unpinned,
  };
}
