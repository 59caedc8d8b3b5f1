import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText, millisecondsText, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { childCount } from '../operator/bareObjects.ts';
import { withPlane } from '../operator/benchPlane.ts';
import { bareCreation, type Creation, operatorCreation } from '../operator/creation.ts';
import { editTimes } from '../operator/edits.ts';
import { type Idleness, idleness } from '../operator/idleness.ts';
import { quiet } from '../operator/quiet.ts';
import { secondsText } from '../operator/secondsText.ts';
import { unpinned } from '../operator/unpinned.ts';
import { placesFor } from '../operator/wineMonitors.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import { quantile } from '../quantile.ts';
import { pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';

const goals = {
  creationSeconds: 30,
  bareRatio: 3,
  peakBytes: 350 * 2 ** 20,
  editMedianMilliseconds: 150,
  editP99Milliseconds: 1000,
  idleCores: 0.02,
};

export const operatorScale: Scenario = {
  name: 'operator-scale',
  title: 'Operator: many monitors created, one edited, nothing to do',
  about: [
    'A real kube-apiserver and etcd (without fsync) beside the operator on this machine; no kubelet, no controllers. The operator runs in a process of its own, with',
    "Node's flags and the service account it has in a cluster. Monitors are copies of examples/wine, a hundred a namespace. Created: from the first POST of a monitor",
    'until every child is there and every status is written, as a watch sees it. The peer is what nothing but requests takes for the same objects: a POST a monitor and',
    'one server-side apply for each child and status, 32 in flight over pooled connections, on a control plane of its own, rounds in turn. Edited: from the request that',
    'changes `spec.drift.share` until a watch sees it in the ConfigMap of the pods, one edit after the other, each of another monitor. Idle: writes of the operator by',
    'its `rest_client_requests_total`, renewals of its lease (PUT) left out, and the resource versions of all monitors and children before and after.',
  ].join('\n'),
  run,
};

interface Measured {
  readonly monitors: number;
  readonly bare: readonly number[];
  readonly creations: readonly Creation[];
  readonly edits: readonly number[];
  readonly idle: Idleness;
  readonly idleSeconds: number;
}

async function run({ quick, write }: BenchContext): Promise<Outcome> {
  const monitors = quick ? 50 : 1000;
  const rounds = quick ? 1 : 3;
  const idleSeconds = quick ? 15 : 600;
  const placed = placesFor(monitors);
  const [bare, creations]: [number[], Creation[]] = [[], []];
  for (let round = 1; ; round++) {
    bare.push(await withPlane({}, (plane) => bareCreation(plane, placed)));
    write(`  bare: ${millisecondsText(bare.at(-1) ?? 0)}\n`);
    const last = await withPlane({}, async (plane) => {
      const { operator, creation } = await operatorCreation(plane, placed);
      creations.push(creation);
      write(
        `  operator: ${millisecondsText(creation.milliseconds)}, ${mebibytesText(creation.peakBytes)}, ${creation.processorSeconds.toFixed(1)} s of processor time\n`,
      );
      try {
        if (round < rounds) return undefined;
        const edits = await editTimes(plane, placed.places.slice(0, quick ? 20 : 200));
        write(`  edits: p50 ${millisecondsText(quantile(edits, 0.5))}, p99 ${millisecondsText(quantile(edits, 0.99))}\n`);
        await quiet(operator);
        return { edits, idle: await idleness(plane, operator, idleSeconds * 1000) };
      } finally {
        await operator.stop();
      }
    });
    if (last !== undefined) return outcomeOf({ monitors, bare, creations, idleSeconds, ...last });
  }
}

function outcomeOf(measured: Measured): Outcome {
  return {
    figures: [...creationFigures(measured), ...editFigures(measured), ...idleFigures(measured)],
    notes: [
      `A monitor has ${childCount()} children here; a PATCH is a server-side apply, of a child or of the status, a GET also a list or a watch.`,
      'For scale, of other operators on other machines, as they publish it: Flux takes 255 s for 1,000 Kustomizations (fluxcd/flux-benchmark, 2 cores, 20 workers), cert-manager 417 s for 500 Certificates (its design/20221205-memory-management.md).',
    ],
    pinning: unpinned,
  };
}

function creationFigures({ monitors, bare, creations }: Measured): Figure[] {
  const times = creations.map(({ milliseconds }) => milliseconds);
  const ratio = pairedRatio(times, bare);
  const peak = Math.max(...creations.map(({ peakBytes }) => peakBytes));
  const [time, bareTime] = [median(times), median(bare)];
  const perMonitor = (of: (creation: Creation) => number) => (median(creations.map(of)) / monitors).toFixed(2);
  const what = `${count(monitors)} monitors created`;
  return [
    figure({
      what: `${what}: time`,
      ours: secondsText(time),
      goal: `≤ ${goals.creationSeconds} s`,
      met: metIf(time <= goals.creationSeconds * 1000),
    }),
    figure({
      what: `${what}: time`,
      ours: secondsText(time),
      peer: `bare requests: ${secondsText(bareTime)}`,
      ratio: ratioText(ratio),
      goal: `≤ ${goals.bareRatio}`,
      met: metIf(ratio <= goals.bareRatio),
    }),
    figure({
      what: `${what}: largest resident set`,
      ours: mebibytesText(peak),
      goal: `≤ ${mebibytesText(goals.peakBytes)}`,
      met: metIf(peak <= goals.peakBytes),
    }),
    figure({
      what: `${what}: processor time of the operator`,
      ours: secondsText(median(creations.map(({ processorSeconds }) => processorSeconds)) * 1000),
    }),
    figure({
      what: 'requests a monitor',
      ours: `${perMonitor(({ requests }) => requests.patch)} PATCH, ${perMonitor(({ requests }) => requests.get)} GET, ${perMonitor(({ requests }) => requests.post + requests.delete)} others`,
    }),
  ];
}

function editFigures({ edits, monitors }: Measured): Figure[] {
  const [p50, p99] = [quantile(edits, 0.5), quantile(edits, 0.99)];
  const what = `one of ${count(monitors)} edited, ${edits.length} times`;
  return [
    figure({
      what: `${what}: p50`,
      ours: millisecondsText(p50),
      goal: `≤ ${goals.editMedianMilliseconds} ms`,
      met: metIf(p50 <= goals.editMedianMilliseconds),
    }),
    figure({
      what: `${what}: p99`,
      ours: millisecondsText(p99),
      goal: `≤ ${goals.editP99Milliseconds / 1000} s`,
      met: metIf(p99 <= goals.editP99Milliseconds),
    }),
  ];
}

function idleFigures({ idle, idleSeconds, monitors }: Measured): Figure[] {
  const { requests, cores, changed } = idle;
  const writes = requests.patch + requests.post + requests.delete;
  const what = `idle for ${idleSeconds} s with ${count(monitors)}`;
  return [
    figure({ what: `${what}: writes`, ours: count(writes), goal: '0', met: metIf(writes === 0) }),
    figure({
      what: `${what}: objects whose resource version changed`,
      ours: count(changed.length),
      goal: '0',
      met: metIf(changed.length === 0),
    }),
    figure({
      what: `${what}: processor time`,
      ours: `${cores.toFixed(4)} cores`,
      goal: `≤ ${goals.idleCores} cores`,
      met: metIf(cores <= goals.idleCores),
    }),
    figure({ what: `${what}: other requests`, ours: `${count(requests.get)} GET, ${count(requests.put)} PUT` }),
  ];
}
