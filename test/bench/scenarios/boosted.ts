import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { commandOutput } from '../commandOutput.ts';
import { count, millisecondsText, ratioText } from '../figureText.ts';
import { freePort } from '../freePort.ts';
import { layOutMonitor } from '../layOutMonitor.ts';
import { median } from '../median.ts';
import { openLoopRounds } from '../openLoopRounds.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { type PythonEnvironment, pythonEnvironment } from '../pythonEnvironment.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer, ServerOptions } from '../server.ts';
import { predictorCommand } from '../wine.ts';
import { withServers } from '../withServers.ts';

const names = {
  ours: 'modelmonitor',
  fast: 'FastAPI + onnxruntime, async handler, uvloop and httptools',
  plain: 'FastAPI + onnxruntime, handler in a thread, asyncio and h11',
  mlserver: 'MLServer xgboost',
} as const;

/** What a peer's rate has to be multiplied with. */
const goals: ReadonlyMap<string, number> = new Map([
  [names.fast, 10],
  [names.plain, 10],
  [names.mlserver, 20],
]);

const [features, connections, openLoopRate, openLoopGoal] = [13, 32, 1000, 5];
const python = join(import.meta.dirname, '../python');

export const boosted: Scenario = {
  name: 'boosted',
  title: 'A boosted model of 500 trees over HTTP, beside the servers of Python',
  about: [
    `XGBoost, 500 trees of depth 6, ${features} numbers a row, one row a request, ${connections} connections (autocannon), each server on the same single core. We read the model.ubj`,
    'as saved, capture and metrics on. onnxruntime serves its conversion (one thread), MLServer the same model.ubj without parallel workers. Medians of rounds in turn, ratios of',
    `each round. Then ${count(openLoopRate)} requests per second with Poisson arrivals, where latency counts from the moment a request was due.`,
  ].join('\n'),
  run: async (context) => {
    const [onnx, mlserver] = [
      await environment('boosted-venv', 'boosted', context),
      await environment('mlserver-venv', 'mlserver', context),
    ];
    await commandOutput([onnx.python, join(python, 'boosted.py'), context.folder], { timeoutMilliseconds: 600_000 });
    const rows = JSON.parse(await readFile(join(context.folder, 'rows.json'), 'utf8')) as number[][];
    await layOutMonitor(context.folder, { name: 'boosted', version: '{ name: v1, source: { file: { path: model.ubj } } }', rows });
    return withServers(await serversOf(context, onnx, mlserver), async (running) => {
      const outcome = rates(await measureRates(running, rows[0] as number[], context));
      const figures = await openLoop(running.get(names.ours) as RunningServer, context);
      return { figures: [...outcome, ...figures], notes: [`Peers: ${onnx.versions}; ${mlserver.versions}.`] };
    });
  },
};

function environment(folder: string, requirements: string, { write }: BenchContext): Promise<PythonEnvironment> {
  return pythonEnvironment(folder, join(python, `${requirements}-requirements.txt`), write);
}

async function serversOf(
  { folder, pinning }: BenchContext,
  onnx: PythonEnvironment,
  mlserver: PythonEnvironment,
): Promise<Map<string, ServerOptions>> {
  const env = { BOOSTED: folder, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const uvicorn = (application: string, more: readonly string[]) => (port: number) =>
    pinning.server([
      onnx.python,
      '-m',
      'uvicorn',
      '--app-dir',
      python,
      '--port',
      `${port}`,
      ...more,
      '--log-level',
      'warning',
      application,
    ]);
  return new Map([
    [names.ours, { command: (port) => pinning.server(predictorCommand(join(folder, 'config'), port)), ready: '/readyz' }],
    [names.fast, { command: uvicorn('boosted_app:fast', ['--no-access-log']), ready: '/ready', env }],
    [
      names.plain,
      { command: uvicorn('boosted_app:plain', ['--no-access-log', '--loop', 'asyncio', '--http', 'h11']), ready: '/ready', env },
    ],
    [names.mlserver, await mlserverOptions({ folder, pinning }, mlserver)],
  ]);
}

async function mlserverOptions(
  { folder, pinning }: Pick<BenchContext, 'folder' | 'pinning'>,
  { python: interpreter }: PythonEnvironment,
): Promise<ServerOptions> {
  const directory = join(folder, 'mlserver');
  await mkdir(directory);
  const [grpc, metrics] = [await freePort(), await freePort()];
  const model = { name: 'boosted', implementation: 'mlserver_xgboost.XGBoostModel', parameters: { uri: join(folder, 'model.ubj') } };
  await writeFile(join(directory, 'model-settings.json'), JSON.stringify(model));
  return {
    command: (port) => {
      const ports = [`MLSERVER_HTTP_PORT=${port}`, `MLSERVER_GRPC_PORT=${grpc}`, `MLSERVER_METRICS_PORT=${metrics}`];
      return pinning.server(['env', ...ports, join(interpreter, '../mlserver'), 'start', directory]);
    },
    ready: '/v2/models/boosted/ready',
    env: { OMP_NUM_THREADS: '1', MLSERVER_PARALLEL_WORKERS: '0', MLSERVER_DEBUG: 'false' },
    readyWithinMilliseconds: 120_000,
  };
}

function measureRates(running: ReadonlyMap<string, RunningServer>, row: readonly number[], context: BenchContext) {
  const { pinning, quick, write } = context;
  const plainBody = JSON.stringify({ features: row });
  const inferBody = JSON.stringify({ inputs: [{ name: 'rows', shape: [1, features], datatype: 'FP32', data: row }] });
  const contenders = [...running].map(([name, server]) => {
    const [path, body] = name === names.mlserver ? ['/v2/models/boosted/infer', inferBody] : ['/predict', plainBody];
    const measure = async () => {
      const run = await closedLoop({ server, path, body, pinning, connections, seconds: quick ? 2 : 8 });
      write(`  ${name}: ${count(run.requestsPerSecond)} requests/s, p99 ${run.p99Milliseconds} ms\n`);
      return run;
    };
    return [name, measure] as const;
  });
  return interleave(new Map(contenders), quick ? 2 : 6);
}

/** The first round warms up. */
function rates(runs: ReadonlyMap<string, readonly ClosedLoopRun[]>) {
  const rateOf = (name: string) => (runs.get(name) ?? []).slice(1).map(({ requestsPerSecond }) => requestsPerSecond);
  const ours = rateOf(names.ours);
  return [...goals].map(([name, goal]) => {
    const ratio = pairedRatio(ours, rateOf(name));
    return figure({
      what: 'requests per second',
      ours: `${count(median(ours))}/s`,
      peer: `${name}: ${count(median(rateOf(name)))}/s`,
      ratio: ratioText(ratio),
      goal: `≥ ${goal}`,
      met: metIf(ratio >= goal),
    });
  });
}

async function openLoop(server: RunningServer, context: BenchContext): Promise<Outcome['figures']> {
  const load = { url: `${server.url}/predict`, rate: openLoopRate, rows: join(context.folder, 'rows.json') };
  const rounds = await openLoopRounds(load, context);
  const p99 = median(rounds.map(({ latency }) => latency?.p99 ?? Number.NaN));
  return [
    figure({
      what: `p99 at ${count(openLoopRate)} requests per second`,
      ours: millisecondsText(p99),
      goal: `≤ ${openLoopGoal} ms`,
      met: metIf(p99 <= openLoopGoal),
    }),
  ];
}
