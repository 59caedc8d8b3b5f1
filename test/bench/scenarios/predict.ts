import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { echoServer, names, predictorServer, pythonServer } from '../contenders.ts';
import { count, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { ServerOptions } from '../server.ts';
import { wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** Connections that are open at once. */
const connections = 32;

/** What a peer's figures have to be multiplied with to give the goal; undefined for peers that only show where the floor is. */
const goals: ReadonlyMap<string, number> = new Map([
  [names.koa, 0.9],
  [names.sklearn, 40],
  [names.onnx, 1],
]);

export const predict: Scenario = {
  name: 'predict',
  title: 'POST /predict: as many requests as the server answers',
  about: [
    `One wine row a request, the shipped forest v1 of 100 trees, capture and metrics on, ${connections} connections that each send the next request when the last`,
    'one is answered (autocannon). Peers run in the same rounds, A B C A B C; figures are medians of the rounds, ratios medians of the ratios of each round.',
    'The echoes parse the same body and answer JSON of the same size. FastAPI runs on one uvicorn worker with uvloop and httptools; both Python peers serve',
    'one scikit-learn forest of 100 trees trained on the same data, onnxruntime its conversion by skl2onnx.',
  ].join('\n'),
  run: async (context) => {
    const python = await context.python();
    const servers = new Map<string, ServerOptions>([
      [names.ours, await predictorServer(context)],
      [names.koa, echoServer(context, 'koaEcho')],
      [names.node, echoServer(context, 'nodeEcho')],
    ]);
    if (python !== undefined) {
      servers.set(names.sklearn, pythonServer(context, python, 'sklearn_app'));
      servers.set(names.onnx, pythonServer(context, python, 'onnx_app'));
    }
    const left =
      python === undefined
        ? ['The Python peers could not be installed and were left out of this run.']
        : [`Python peers: ${python.versions}.`];
    const outcome = outcomeOf(await measureAll(servers, context));
    return { ...outcome, notes: [...outcome.notes, ...left] };
  },
};

function measureAll(servers: ReadonlyMap<string, ServerOptions>, { pinning, quick, write }: BenchContext) {
  const body = JSON.stringify({ features: wineRows(1)[0] });
  return withServers(servers, async (running) => {
    const contenders = new Map(
      [...running].map(([name, server]) => {
        const measure = (seconds: number) => closedLoop({ server, path: '/predict', body, pinning, connections, seconds });
        return [name, measure] as const;
      }),
    );
    for (const [name, measure] of contenders) {
      write(`  warm-up: ${name}\n`);
      await measure(quick ? 1 : 5);
    }
    const told = [...contenders].map(([name, measure]) => [name, measureAndReport(name, () => measure(quick ? 2 : 8), write)] as const);
    return interleave(new Map(told), quick ? 3 : 5);
  });
}

function measureAndReport(name: string, measure: () => Promise<ClosedLoopRun>, write: (text: string) => void) {
  return async () => {
    const run = await measure();
    write(`  ${name}: ${count(run.requestsPerSecond)} requests/s, p99 ${run.p99Milliseconds} ms\n`);
    return run;
  };
}

function outcomeOf(runs: ReadonlyMap<string, readonly ClosedLoopRun[]>): Outcome {
  const ours = runs.get(names.ours) ?? [];
  const rates = ours.map(({ requestsPerSecond }) => requestsPerSecond);
  const rate = `${count(median(rates))}/s`;
  const peers = [...runs].filter(([name]) => name !== names.ours);
  const figures = peers.map(([name, theirs]): Figure => {
    const ratio = pairedRatio(
      rates,
      theirs.map(({ requestsPerSecond }) => requestsPerSecond),
    );
    const goal = goals.get(name);
    return figure({
      what: 'requests per second',
      ours: rate,
      peer: `${name}: ${count(median(theirs.map(({ requestsPerSecond }) => requestsPerSecond)))}/s`,
      ratio: ratioText(ratio),
      ...(goal === undefined ? {} : { goal: `≥ ${goal}`, met: metIf(ratio >= goal) }),
    });
  });
  return {
    figures: [...figures, ...latencies(runs), ...processorTimes(runs)],
    notes: ['autocannon counts latency in whole milliseconds.'],
  };
}

/** Latencies under that load; the p99 has to be ahead of the peers that predict too, and near that of the echo. */
function latencies(runs: ReadonlyMap<string, readonly ClosedLoopRun[]>): Figure[] {
  const quantile = (own: readonly ClosedLoopRun[], name: 'p50Milliseconds' | 'p99Milliseconds') => own.map((run) => run[name]);
  const text = (own: readonly ClosedLoopRun[]) =>
    `${median(quantile(own, 'p50Milliseconds'))} / ${median(quantile(own, 'p99Milliseconds'))} ms`;
  const ours = runs.get(names.ours) ?? [];
  return [...runs]
    .filter(([name]) => name !== names.ours)
    .map(([name, theirs]) => {
      const line = figure({ what: 'p50 / p99 at that rate', ours: text(ours), peer: `${name}: ${text(theirs)}` });
      if (name === names.node) return line;
      const ratio = pairedRatio(quantile(ours, 'p99Milliseconds'), quantile(theirs, 'p99Milliseconds'));
      const most = name === names.koa ? 1.5 : 1;
      return { ...line, ratio: `p99 ${ratioText(ratio)}`, goal: `p99 ≤ ${most}`, met: metIf(ratio <= most) };
    });
}

/** What a request costs the server's processor; left out where the system does not say. */
function processorTimes(runs: ReadonlyMap<string, readonly ClosedLoopRun[]>): Figure[] {
  const times = new Map([...runs].map(([name, own]) => [name, own.flatMap(({ processorMicroseconds }) => processorMicroseconds ?? [])]));
  const ours = times.get(names.ours) ?? [];
  return [...times]
    .filter(([name, theirs]) => name !== names.ours && ours.length > 0 && theirs.length === ours.length)
    .map(([name, theirs]) =>
      figure({
        what: 'processor time a request',
        ours: `${median(ours).toFixed(1)} µs`,
        peer: `${name}: ${median(theirs).toFixed(1)} µs`,
        ratio: ratioText(pairedRatio(ours, theirs)),
      }),
    );
}
