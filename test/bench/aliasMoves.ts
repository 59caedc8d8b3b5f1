import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { MlflowServer } from '../peers/mlflow/mlflowServer.ts';
import { movingFormats, type PeerModel } from '../peers/mlflow/peerModels.ts';
import { moveAlias, startRegistryPredictor } from '../peers/mlflow/registryPredictor.ts';
import type { BenchContext } from './benchContext.ts';
import { count, mebibytesText, millisecondsText } from './figureText.ts';
import { median } from './median.ts';
import { type Figure, figure, metIf } from './outcome.ts';
import type { RunningServer } from './server.ts';

/** What the process with the load does. */
export interface AliasLoadPlan {
  readonly url: string;
  /** Requests per second. */
  readonly rate: number;
  readonly connections: number;
  readonly body: string;
  /** By model: the probabilities of each row of the body. */
  readonly models: readonly (readonly (readonly number[])[])[];
  /** Largest difference to the probabilities of a model. */
  readonly tolerance: number;
}

export interface AliasLoadSummary {
  readonly sent: number;
  readonly seconds: number;
  /** Responses whose rows are not all of one model. */
  readonly mixed: number;
  /** Requests without a response of status 200, by reason. */
  readonly failures: readonly (readonly [reason: string, count: number])[];
  /** From the moment a request was due, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

/** The registered model with a version of each format. */
const model = 'moving';
const rate = 2000;
/** Memory after the moves, as a multiple of that before. */
const goalRatio = 1.1;
/** Ends with the version it starts with. */
const moves = [2, 3, 4, 1, 2, 3, 4, 3, 2, 1];
const [rowsOfBatch, tolerance] = [3, 1e-5];

/** Moves an alias among models of several formats under load, and checks every response. */
export async function measureMoves(server: MlflowServer, logged: readonly PeerModel[], context: BenchContext): Promise<Figure[]> {
  const formats = movingFormats.map((name) => logged.find((one) => one.name === name) as PeerModel);
  const [{ columns, classes = [], rows: table }] = formats as [PeerModel];
  const rows = distinctRows(formats);
  await moveAlias(server.url, model, 1);
  const predictor = await startRegistryPredictor({
    trackingURI: server.url,
    model,
    features: columns,
    classes,
    pinned: context.pinning.server,
  });
  try {
    const load = await startLoad(
      {
        url: `${predictor.url}/predict/batch`,
        rate,
        connections: 64,
        body: JSON.stringify({ instances: rows.map((row) => table[row]) }),
        models: formats.map(({ probabilities = [] }) => rows.map((row) => probabilities[row] ?? [])),
        tolerance,
      },
      context,
    );
    const seconds = context.quick ? 5 : 30;
    await setTimeout(seconds * 1000);
    const before = await memoryOf(predictor, seconds);
    const times: number[] = [];
    for (const version of moves) {
      const start = performance.now();
      await predictor.moveAlias(version);
      await load.answeredBy(version - 1);
      times.push(performance.now() - start);
    }
    await setTimeout(seconds * 1000);
    const after = await memoryOf(predictor, seconds);
    return movesFigures({ ...(await load.stop()), move: median(times), before, after });
  } finally {
    await predictor.stop();
  }
}

/** Rows that every model predicts otherwise, so that a mixed response shows. @throws Error where there are too few */
function distinctRows([first, ...others]: readonly PeerModel[]): number[] {
  const all = [first, ...others].map((one) => one?.probabilities ?? []);
  const isDistinct = (row: number) =>
    all.every((one, index) =>
      all.slice(index + 1).every((other) => one[row]?.some((share, column) => Math.abs(share - (other[row]?.[column] ?? share)) > 0.001)),
    );
  const found = [...(first?.rows.keys() ?? [])].filter(isDistinct);
  if (found.length < rowsOfBatch) throw new Error(`expected ${rowsOfBatch} rows that each model predicts otherwise, got ${found.length}`);
  return Array.from({ length: rowsOfBatch }, (_, index) => found[Math.floor((index * found.length) / rowsOfBatch)] as number);
}

async function startLoad(plan: AliasLoadPlan, { pinning, folder }: BenchContext) {
  const file = join(folder, 'alias-load.json');
  await writeFile(file, JSON.stringify(plan));
  const [program = '', ...args] = pinning.load([process.execPath, join(import.meta.dirname, 'aliasLoad.ts'), file]);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const until = async (isSo: () => boolean, what: string) => {
    for (const end = performance.now() + 60_000; !isSo(); await setTimeout(5)) {
      if (performance.now() > end || child.exitCode !== null) throw new Error(`${what}: not within a minute`);
    }
  };
  const answeredBy = (index: number) => until(() => lines.at(-1) === `${index}`, `the model ${index} answers`);
  await answeredBy(0);
  return {
    answeredBy,
    async stop() {
      child.stdin.end();
      await until(() => lines.at(-1)?.startsWith('{') === true, 'the load ends');
      return JSON.parse(lines.at(-1) ?? '') as AliasLoadSummary;
    },
  };
}

interface Memory {
  /** Median of the resident set, in bytes. */
  readonly resident: number;
  /** Least heap in use, as it is after a collection, in bytes. */
  readonly heap: number;
}

async function memoryOf(server: RunningServer, seconds: number): Promise<Memory> {
  const [resident, heap]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < seconds * 5; sample++) {
    const bytes = await server.residentBytes();
    if (bytes === undefined) throw new Error('the resident set is read from /proc, which does not exist here');
    resident.push(bytes);
    const scrape = await (await fetch(`${server.url}/metrics`)).text();
    heap.push(Number(/^nodejs_heap_size_used_bytes\S* (\S+)/m.exec(scrape)?.[1]));
    await setTimeout(200);
  }
  return { resident: median(resident), heap: Math.min(...heap) };
}

interface Moved extends AliasLoadSummary {
  readonly move: number;
  readonly before: Memory;
  readonly after: Memory;
}

function movesFigures({ sent, seconds, failures, mixed, p50, p99, worst, move, before, after }: Moved): Figure[] {
  const failed = failures.reduce((sum, [, times]) => sum + times, 0);
  const reasons = failures.map(([reason, times]) => ` (${times} × ${reason})`).join('');
  const ratio = after.resident / before.resident;
  const under = `under ${count(sent / seconds)} requests/s, alias moved ${moves.length} times among ${movingFormats.length} formats`;
  return [
    figure({ what: `${under}: failed requests`, ours: `${failed} of ${count(sent)}${reasons}`, goal: '0', met: metIf(failed === 0) }),
    figure({ what: 'responses that are not wholly of one model', ours: count(mixed), goal: '0', met: metIf(mixed === 0) }),
    figure({ what: 'moved alias to its first prediction under load', ours: millisecondsText(move) }),
    figure({ what: 'p50, p99, slowest', ours: [p50, p99, worst].map(millisecondsText).join(', ') }),
    figure({
      what: `resident set before the moves (${mebibytesText(before.resident)}) and after`,
      ours: `${mebibytesText(after.resident)}, ${ratio.toFixed(2)}×`,
      goal: `≤ ${goalRatio}×`,
      met: metIf(ratio <= goalRatio),
    }),
    figure({
      what: `heap before the moves (${mebibytesText(before.heap)}) and after`,
      ours: `${mebibytesText(after.heap)}, ${(after.heap / before.heap).toFixed(2)}×`,
    }),
  ];
}
