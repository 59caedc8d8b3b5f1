import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runProgram } from '../../command.ts';
import { type MlflowServer, startMlflow } from '../../peers/mlflow/mlflowServer.ts';
import { logPeerModels } from '../../peers/mlflow/peerModels.ts';
import {
  moveAlias,
  type RegistryPredictor,
  type RegistryPredictorOptions,
  startRegistryPredictor,
} from '../../peers/mlflow/registryPredictor.ts';
import { measureMoves } from '../aliasMoves.ts';
import type { BenchContext } from '../benchContext.ts';
import { millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { pythonEnvironment } from '../pythonEnvironment.ts';
import type { Scenario } from '../scenario.ts';
import { repository, wineCsv, wineRows } from '../wine.ts';

/** Time from the start of a process with an empty cache until it serves the alias, in milliseconds. */
const goalMilliseconds = 3000;

const model = 'wine-registry';

export const registry: Scenario = {
  name: 'registry',
  title: 'An alias of an MLflow registry to a served model',
  about: [
    'A real MLflow server with two versions of the wine forest (100 trees), logged by `modelmonitor train --mlflow`. Start: from the start of the process, with an empty cache of',
    'sources, until GET /readyz answers 200. Move: from the moment the alias is set until /predict answers with the other version, after the signed webhook that MLflow sends. Medians of the runs.',
    'Under load: batches of three rows at a fixed rate over 64 connections (open loop), while the alias moves among models that scikit-learn (skops), XGBoost, LightGBM and ONNX',
    'wrote; the rows of every response are compared with the predictions of each library. Memory under that load, with the same model before and after.',
  ].join('\n'),
  async run(context) {
    const requirements = join(repository, 'test/peers/mlflow/mlflow-requirements.txt');
    const python = await pythonEnvironment('peers-mlflow', requirements, context.write);
    const server = await startMlflow({ python });
    try {
      const { figures, notes } = await measure(server, context);
      const moved = await measureMoves(server, await logPeerModels(python, server.url, true), context);
      return { figures: [...figures, ...moved], notes };
    } finally {
      await server.stop();
    }
  },
};

async function measure(server: MlflowServer, context: BenchContext): Promise<Outcome> {
  const { pinning, quick, write } = context;
  for (const seed of [1, 2]) await train(server.url, seed, context);
  await moveAlias(server.url, model, 1);
  const [header = ''] = (await readFile(wineCsv, 'utf8')).split('\n');
  const options: RegistryPredictorOptions = {
    trackingURI: server.url,
    model,
    features: header.split(',').slice(0, 13),
    classes: ['class_0', 'class_1', 'class_2'],
    pinned: (command) => pinning.server(command),
  };
  const starts: number[] = [];
  for (let run = 0; run < (quick ? 2 : 5); run++) {
    const predictor = await startRegistryPredictor(options);
    starts.push(predictor.readyAfterMilliseconds);
    await predictor.stop();
  }
  const predictor = await startRegistryPredictor(options);
  const moves = await moveTimes(predictor, quick ? 2 : 10).finally(() => predictor.stop());
  const [start, move] = [median(starts), median(moves)];
  write(`  start ${millisecondsText(start)}, move ${millisecondsText(move)}\n`);
  return {
    figures: [
      figure({
        what: 'start to serving the alias, empty cache',
        ours: millisecondsText(start),
        goal: '≤ 3 s',
        met: metIf(start <= goalMilliseconds),
      }),
      figure({
        what: 'moved alias to its first prediction',
        ours: millisecondsText(move),
        goal: '≤ 3 s',
        met: metIf(move <= goalMilliseconds),
      }),
    ],
    notes: [],
  };
}

async function train(trackingURI: string, seed: number, { folder }: BenchContext): Promise<void> {
  const out = await mkdtemp(join(folder, 'train-'));
  const args = ['train', '--data', wineCsv, '--target', 'cultivar', '--name', model, '--seed', `${seed}`, '--mlflow', trackingURI];
  await runProgram(process.execPath, [join(repository, 'cli/src/modelmonitor.js'), ...args], { cwd: out });
}

/** Times from a moved alias until the predictions are those of the other version, in milliseconds. */
async function moveTimes({ url, moveAlias: move }: RegistryPredictor, moves: number): Promise<number[]> {
  const body = JSON.stringify({ instances: wineRows(100) });
  const predictions = async () => {
    const response = await fetch(`${url}/predict/batch`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return JSON.stringify(
      ((await response.json()) as { predictions: { probabilities: unknown }[] }).predictions.map(({ probabilities }) => probabilities),
    );
  };
  const times: number[] = [];
  for (let index = 0; index < moves; index++) {
    const before = await predictions();
    const start = performance.now();
    await move(index % 2 === 0 ? 2 : 1);
    while ((await predictions()) === before) await setTimeout(10);
    times.push(performance.now() - start);
  }
  return times;
}
