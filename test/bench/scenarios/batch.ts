import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mountPath } from '@modelmonitor/api';
import { loadForest } from '@modelmonitor/models';
import type { BenchContext } from '../benchContext.ts';
import { closedLoop } from '../closedLoop.ts';
import { commandOutput } from '../commandOutput.ts';
import { predictorServer } from '../contenders.ts';
import { count, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, type Outcome } from '../outcome.ts';
import { batchCommand } from '../pythonPeers.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { wineConfiguration, wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** Rows a batch. */
const rows = 1000;

const names = {
  http: 'POST /predict/batch',
  model: "the model's predict, in process",
  sklearn: "scikit-learn's predict, in process",
} as const;

export const batch: Scenario = {
  name: 'batch',
  title: `Batches of ${count(rows)} rows`,
  about: [
    `${count(rows)} wine rows a batch, forest v1 of 100 trees: through POST /predict/batch on one connection (JSON both ways, capture and metrics on), through the`,
    "model's own `predict` in process, and, as the peer, scikit-learn's `predict` in process with a forest of 100 trees on the same data, one thread.",
  ].join('\n'),
  run: async (context) => {
    const server = await predictorServer(context);
    return withServers(new Map([['ours', server]]), async (running) => {
      const own = running.get('ours');
      if (own === undefined) throw new Error('the predictor did not start');
      return outcomeOf(await interleave(await contendersOf(own, context), context.quick ? 3 : 5));
    });
  },
};

async function contendersOf(server: RunningServer, context: BenchContext): Promise<Map<string, () => Promise<number>>> {
  const { pinning, quick, write } = context;
  const body = JSON.stringify({ instances: wineRows(rows) });
  const overHttp = async (seconds: number) =>
    (await closedLoop({ server, path: '/predict/batch', body, pinning, connections: 1, seconds })).requestsPerSecond * rows;
  await overHttp(quick ? 1 : 3);
  const contenders = new Map<string, () => Promise<number>>([
    [names.http, () => overHttp(quick ? 2 : 5)],
    [names.model, await inProcess(context)],
  ]);
  const python = await context.python();
  const single = async () => {
    if (python === undefined) return 0;
    const output = await commandOutput(pinning.server(batchCommand(python, 1)), { timeoutMilliseconds: 120_000 });
    return (JSON.parse(output) as number[])[0] ?? 0;
  };
  if (python !== undefined) contenders.set(names.sklearn, single);
  return new Map([...contenders].map(([name, measure]) => [name, measureAndReport(name, measure, write)]));
}

function measureAndReport(name: string, measure: () => Promise<number>, write: (text: string) => void): () => Promise<number> {
  return async () => {
    const perSecond = await measure();
    write(`  ${name}: ${count(perSecond)} rows/s\n`);
    return perSecond;
  };
}

/** Rows per second of the model itself, in this process. */
async function inProcess({ folder, quick }: BenchContext): Promise<() => Promise<number>> {
  const directory = join(folder, 'config');
  const { spec } = await wineConfiguration(directory);
  const { configMap } = spec.model.versions[0]?.source ?? {};
  if (configMap === undefined) throw new Error('the wine example keeps its model in a ConfigMap');
  const bytes = await readFile(join(directory, mountPath('ConfigMap', configMap.name, configMap.key)));
  const { task, features, target } = spec.model;
  const model = await loadForest(bytes, { task, features, classes: target.classes ?? [] });
  const matrix = Float64Array.from(wineRows(rows).flat());
  const batches = quick ? 100 : 500;
  const run = async () => {
    const start = performance.now();
    for (let done = 0; done < batches; done++) model.predict(matrix, rows);
    return (batches * rows * 1000) / (performance.now() - start);
  };
  await run();
  return run;
}

function outcomeOf(measured: ReadonlyMap<string, readonly number[]>): Outcome {
  const sklearn = measured.get(names.sklearn);
  const figures = [names.http, names.model].map((name) => {
    const ours = measured.get(name) ?? [];
    const own = figure({ what: `rows per second, ${name}`, ours: count(median(ours)) });
    if (sklearn === undefined) return own;
    return { ...own, peer: `${names.sklearn}: ${count(median(sklearn))}`, ratio: ratioText(pairedRatio(ours, sklearn)) };
  });
  return { figures, notes: sklearn === undefined ? ['scikit-learn could not be installed and was left out of this run.'] : [] };
}
