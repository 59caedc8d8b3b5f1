import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText, millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { type RunningServer, startServer } from '../server.ts';
import { largeModel } from '../stalls/largeModel.ts';
import { longestTurn, turnProbeEnvironment, withTurnProbe } from '../stalls/longestTurn.ts';
import { features, layOut } from '../stalls/stallMonitor.ts';
import { send, stallRequests } from '../stalls/stallRequests.ts';
import { predictorCommand } from '../wine.ts';

/** Longest time that other requests may wait for a batch, in milliseconds. */
const goal = 20;

const [trees, largeTrees, depth] = [500, 4000, 6];

export const stalls: Scenario = {
  name: 'stalls',
  title: 'How long a large request keeps others waiting',
  about: [
    `A boosted model of ${trees} trees of depth ${depth}, ${features} numbers a row, one core. The figure is the longest turn of the event loop, in processor time of`,
    'its thread, while a request is answered: so long have others to wait. The median over the runs. Requests are the largest that the default limits allow (10,000 rows, 1 MiB). Then the',
    `configuration is changed to a model of ${count(largeTrees)} trees, which is read beside the one that answers.`,
  ].join('\n'),
  async run(context) {
    const folder = join(context.folder, 'stalls');
    await mkdir(folder);
    const models = await writeModels(folder);
    const directory = await layOut(folder, '{ name: v1, source: { file: { path: small.ubj } } }');
    const server = await startServer({
      command: (port) => context.pinning.server(withTurnProbe(predictorCommand(directory, port))),
      ready: '/readyz',
      env: turnProbeEnvironment(folder),
    });
    try {
      return {
        figures: [...(await ofRequests(server, folder, context)), ...(await ofLoads(server, folder, { models, context }))],
        notes: [],
      };
    } finally {
      await server.stop();
    }
  },
};

/** @returns sizes of the large models by file, in bytes */
async function writeModels(folder: string): Promise<Map<string, number>> {
  await writeFile(join(folder, 'small.ubj'), largeModel({ trees, depth, features, seed: 1 }, 'ubj'));
  const sizes = new Map<string, number>();
  for (const [seed, format] of [
    [2, 'json'],
    [3, 'ubj'],
  ] as const) {
    const bytes = largeModel({ trees: largeTrees, depth, features, seed }, format);
    await writeFile(join(folder, `large.${format}`), bytes);
    sizes.set(`large.${format}`, bytes.length);
  }
  return sizes;
}

async function ofRequests(server: RunningServer, folder: string, { quick, write }: BenchContext): Promise<Figure[]> {
  const runs = quick ? 5 : 20;
  const figures: Figure[] = [];
  for (const request of stallRequests()) {
    // The first runs are slower: the code is not compiled yet.
    for (let run = 0; run < 3; run++) await send(server.url, request);
    const longest: number[] = [];
    for (let run = 0; run < runs; run++) longest.push(await longestTurn(server, folder, () => send(server.url, request)));
    figures.push(turnFigure(request.what, median(longest), write));
  }
  return figures;
}

function turnFigure(what: string, longest: number, write: BenchContext['write']): Figure {
  write(`  ${what}: ${millisecondsText(longest)}\n`);
  return figure({ what, ours: millisecondsText(longest), goal: `≤ ${goal} ms`, met: metIf(longest <= goal) });
}

interface Loads {
  readonly models: ReadonlyMap<string, number>;
  readonly context: BenchContext;
}

async function ofLoads(server: RunningServer, folder: string, { models, context }: Loads): Promise<Outcome['figures']> {
  const figures: Figure[] = [];
  for (const [file, bytes] of models) {
    const { url } = server;
    const longest = await longestTurn(server, folder, async () => {
      const before = await digestOf(url);
      await layOut(folder, `{ name: v1, source: { file: { path: ${file} } } }`);
      while ((await digestOf(url)) === before) await setTimeout(50);
    });
    const what = `a model of ${mebibytesText(bytes)} is loaded beside (${file.split('.')[1]})`;
    figures.push(turnFigure(what, longest, context.write));
  }
  return figures;
}

async function digestOf(url: string): Promise<string> {
  return JSON.stringify(((await (await fetch(`${url}/v2/models/stalls`)).json()) as { parameters?: unknown }).parameters);
}
