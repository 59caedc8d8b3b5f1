import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { predictorNodeFlags } from '@modelmonitor/api';
import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { commandOutput } from '../commandOutput.ts';
import { count, mebibytesText, millisecondsText, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import { type ProcessCost, processCost } from '../processCost.ts';
import { pythonEnvironment } from '../pythonEnvironment.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import { type RunningServer, type ServerOptions, startServer } from '../server.ts';
import { repository, wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** No row may get worse by more. */
const mostWorse = 1.05;
const timeoutMilliseconds = 600_000;
const [now, before] = ['this commit', 'the earlier commit'] as const;

const shapes = [
  { name: 'small', kind: 'csv', words: 'drift, 5,000 × 12 CSV', rounds: 9 },
  { name: 'numeric', kind: 'csv', words: 'drift, 50,151 and 21,494 × 10 CSV', rounds: 9 },
  { name: 'wide', kind: 'csv', words: 'drift, 1,400 × 456 CSV', rounds: 13 },
  { name: 'million', kind: 'parquet', words: 'drift, 1,000,000 × 12 Parquet', rounds: 5 },
] as const;

export const earlierCommit: Scenario = {
  name: 'earlier-commit',
  title: 'Against an earlier commit',
  about: [
    'Both commits on the same machine in the same run, in turn, A B A B: a ratio is the median of the ratios round by round, ours over the earlier one. The earlier commit is',
    'named by BASELINE, checked out beside and installed; both run on the same Node. `drift` and the job are measured as whole processes, memory is the largest resident set.',
  ].join('\n'),
  run,
};

async function run(context: BenchContext): Promise<Outcome> {
  const { baseline } = context;
  if (baseline === undefined) return { figures: [], notes: ['Left out: BASELINE names no commit.'] };
  const commit = (await commandOutput(['git', '-C', repository, 'rev-parse', '--short', baseline], { timeoutMilliseconds })).trim();
  const earlier = await checkOut(commit, context);
  try {
    const figures = [
      ...(await driftFigures(earlier, context)),
      ...(await startFigures(earlier, context)),
      ...(await servingFigures(earlier, context)),
    ];
    return { figures, notes: [`The earlier commit is ${commit}.`] };
  } finally {
    await commandOutput(['git', '-C', repository, 'worktree', 'remove', '--force', earlier], { timeoutMilliseconds });
  }
}

/** @returns the folder of the commit, its packages installed */
async function checkOut(commit: string, { folder, write }: BenchContext): Promise<string> {
  const earlier = join(folder, 'earlier');
  write(`  checking out ${commit} and installing its packages\n`);
  await commandOutput(['git', '-C', repository, 'worktree', 'add', '--detach', earlier, commit], { timeoutMilliseconds });
  await commandOutput(['npm', '--prefix', earlier, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { timeoutMilliseconds });
  return earlier;
}

async function driftFigures(earlier: string, context: BenchContext): Promise<Figure[]> {
  const { folder, quick, write } = context;
  const { python } = await pythonEnvironment('bench-evidently', join(import.meta.dirname, '../python/evidently-requirements.txt'), write);
  const figures: Figure[] = [];
  for (const { name, kind, words, rounds } of shapes.slice(0, quick ? 1 : shapes.length)) {
    await commandOutput([python, join(import.meta.dirname, '../python/drift_data.py'), folder, name], { timeoutMilliseconds });
    const [reference, current] = ['reference', 'current'].map((side) => join(folder, `${name}.${side}.${kind}`)) as [string, string];
    const command = (root: string) => {
      const page = join(folder, `${name}.html`);
      const files = ['--reference', reference, '--current', current, '--json', `${page}.json`, '--html', page];
      return [process.execPath, join(root, 'cli/src/modelmonitor.js'), 'drift', ...files];
    };
    figures.push(...processFigures(words, await costs(command, earlier, { context, rounds })));
  }
  return figures;
}

async function startFigures(earlier: string, context: BenchContext): Promise<Figure[]> {
  const { folder } = context;
  const tiny = join(folder, 'tiny.csv');
  await writeFile(tiny, `a,b\n${Array.from({ length: 60 }, (_, row) => `${row},${row % 3}`).join('\n')}\n`);
  for (const root of [repository, earlier]) await configure(root, folder);
  const drift = (root: string) => [
    process.execPath,
    join(root, 'cli/src/modelmonitor.js'),
    'drift',
    '--reference',
    tiny,
    '--current',
    tiny,
  ];
  const job = (root: string) => {
    const main = ['job/src/main.ts', 'drift/src/main.ts'].map((path) => join(root, path)).find((path) => existsSync(path)) ?? '';
    return [process.execPath, main, 'bins', '--config', configurationOf(root, folder)];
  };
  return [
    ...processFigures('start of drift, 60 rows', await costs(drift, earlier, { context, rounds: 15 })),
    ...processFigures('start of the job, bins of wine', await costs(job, earlier, { context, rounds: 15 })),
  ];
}

function configurationOf(root: string, folder: string): string {
  return join(folder, root === repository ? 'start' : 'earlier-start');
}

/** Writes the configuration of a commit by its own code: fields that are new are unknown to an earlier one. */
async function configure(root: string, folder: string): Promise<void> {
  const [module, directory] = [join(root, 'test/bench/wine.ts'), configurationOf(root, folder)].map((path) => JSON.stringify(path));
  const script = `import(${module}).then(({ wineConfiguration }) => wineConfiguration(${directory}))`;
  await commandOutput([process.execPath, '--disable-warning=ExperimentalWarning', '-e', script], { timeoutMilliseconds });
}

async function costs(
  command: (root: string) => readonly string[],
  earlier: string,
  { context: { quick, write }, rounds }: { context: BenchContext; rounds: number },
): Promise<ReadonlyMap<string, ProcessCost[]>> {
  const contenders = new Map([now, before].map((name, index) => [name, () => processCost(command(index === 0 ? repository : earlier))]));
  // The first run of each fills its compile cache.
  for (const measure of contenders.values()) await measure();
  const measured = await interleave(contenders, quick ? 3 : rounds);
  write(
    `  ${command('').at(2) ?? ''}: ${[...measured].map(([name, all]) => `${name} ${median(all.map((one) => one.milliseconds)).toFixed(0)} ms`).join(', ')}\n`,
  );
  return measured;
}

function processFigures(words: string, measured: ReadonlyMap<string, readonly ProcessCost[]>): Figure[] {
  const [ours, theirs] = [measured.get(now) ?? [], measured.get(before) ?? []];
  const costFigure = (what: string, value: (cost: ProcessCost) => number, text: (value: number) => string) =>
    comparison(`${words}: ${what}`, { ours: ours.map(value), theirs: theirs.map(value), text });
  return [
    costFigure('time', ({ milliseconds }) => milliseconds, millisecondsText),
    costFigure('memory', ({ peakBytes }) => peakBytes, mebibytesText),
  ];
}

/** A figure of which less is better. */
function comparison(
  what: string,
  { ours, theirs, text }: { ours: readonly number[]; theirs: readonly number[]; text: (value: number) => string },
): Figure {
  const ratio = pairedRatio(ours, theirs);
  return figure({
    what,
    ours: text(median(ours)),
    peer: `${before}: ${text(median(theirs))}`,
    ratio: ratioText(ratio),
    goal: `≤ ${mostWorse}`,
    met: metIf(ratio <= mostWorse),
  });
}

type Roots = ReadonlyMap<string, string>;

async function servingFigures(earlier: string, context: BenchContext): Promise<Figure[]> {
  const roots: Roots = new Map([
    [now, repository],
    [before, earlier],
  ]);
  const starts = await predictorStarts(roots, context);
  const runs = await predictions(roots, context);
  const both = (value: (one: ClosedLoopRun) => number) => ({
    ours: (runs.get(now) ?? []).map(value),
    theirs: (runs.get(before) ?? []).map(value),
  });
  const text = (value: number) => `${value.toFixed(1)} µs`;
  return [
    comparison('predictor, start to ready', { ours: starts.get(now) ?? [], theirs: starts.get(before) ?? [], text: millisecondsText }),
    comparison('POST /predict, time per request at full load', { ...both(({ requestsPerSecond }) => 1e6 / requestsPerSecond), text }),
    comparison('POST /predict, processor time per request', {
      ...both(({ processorMicroseconds }) => processorMicroseconds ?? Number.NaN),
      text,
    }),
  ];
}

function predictorOf(root: string, { folder, pinning }: BenchContext): ServerOptions {
  const main = join(root, 'predictor/src/main.ts');
  const command = [process.execPath, ...predictorNodeFlags, main, '--config', configurationOf(root, folder), '--port'];
  return { command: (port) => pinning.server([...command, `${port}`]), ready: '/readyz' };
}

/** Milliseconds to ready; the first start of each fills its compile cache. */
async function predictorStarts(roots: Roots, context: BenchContext): Promise<ReadonlyMap<string, number[]>> {
  const measure = (root: string) => async () => {
    const running = await startServer(predictorOf(root, context));
    await running.stop();
    return running.readyAfterMilliseconds;
  };
  const contenders = new Map([...roots].map(([name, root]) => [name, measure(root)]));
  for (const start of contenders.values()) await start();
  return interleave(contenders, context.quick ? 2 : 7);
}

async function predictions(roots: Roots, context: BenchContext): Promise<ReadonlyMap<string, ClosedLoopRun[]>> {
  const { pinning, quick, write } = context;
  const body = JSON.stringify({ features: wineRows(1)[0] });
  const servers = new Map([...roots].map(([name, root]) => [name, predictorOf(root, context)]));
  const runs = await withServers(servers, async (running) => {
    const contender = (server: RunningServer) => (seconds: number) =>
      closedLoop({ server, path: '/predict', body, pinning, connections: 32, seconds });
    const contenders = new Map([...running].map(([name, server]) => [name, contender(server)]));
    for (const measure of contenders.values()) await measure(quick ? 1 : 5);
    return interleave(new Map([...contenders].map(([name, measure]) => [name, () => measure(quick ? 2 : 6)])), quick ? 2 : 7);
  });
  write(
    `  /predict: ${[...runs].map(([name, all]) => `${name} ${count(median(all.map((one) => one.requestsPerSecond)))}/s`).join(', ')}\n`,
  );
  return runs;
}
