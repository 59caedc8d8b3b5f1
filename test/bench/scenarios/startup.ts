import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { predictorServer } from '../contenders.ts';
import { millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { type ServerOptions, startServer } from '../server.ts';
import { repository, wineDirectory } from '../wine.ts';

/** Time a start may take, in milliseconds. */
const goalMilliseconds = 1000;

export const startup: Scenario = {
  name: 'startup',
  title: 'Start to ready',
  about: [
    'From the start of the process until GET /readyz answers 200, a fresh process each time, median of the runs. Cold: the compile cache of Node is empty, as at the',
    'first start after an installation. Warm: an earlier start has filled it. The cache of the file system is warm either way.',
  ].join('\n'),
  run: async (context) => {
    const starts = { 'predictor/src/main.ts': await predictorServer(context), 'modelmonitor run -f examples/wine': runServer(context) };
    const figures: Figure[] = [];
    for (const [what, server] of Object.entries(starts)) {
      for (const [state, milliseconds] of Object.entries(await startTimes(server, what, context))) {
        const met = metIf(milliseconds < goalMilliseconds);
        figures.push(figure({ what: `${what}, ${state}`, ours: millisecondsText(milliseconds), goal: '< 1 s', met }));
      }
    }
    return { figures, notes: [] };
  },
};

/** `modelmonitor run`, with a data directory of its own for each start. */
function runServer({ pinning, folder }: BenchContext): ServerOptions {
  const bin = join(repository, 'cli/src/modelmonitor.js');
  const command = (port: number) => ['run', '-f', wineDirectory, '--port', `${port}`, '--data-dir', join(folder, `data-${port}`)];
  return { command: (port) => pinning.server([process.execPath, bin, ...command(port)]), ready: '/readyz' };
}

async function startTimes(server: ServerOptions, what: string, { quick, folder, write }: BenchContext) {
  const runs = quick ? 2 : 5;
  const kept = await mkdtemp(join(folder, 'compile-cache-'));
  const measure = async (cache: string) => {
    const running = await startServer({ ...server, env: { NODE_COMPILE_CACHE: cache } });
    // Node writes the cache when the process ends by itself.
    await running.stop();
    return running.readyAfterMilliseconds;
  };
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < runs; run++) cold.push(await measure(await mkdtemp(join(folder, 'compile-cache-'))));
  await measure(kept);
  for (let run = 0; run < runs; run++) warm.push(await measure(kept));
  write(`  ${what}: cold ${millisecondsText(median(cold))}, warm ${millisecondsText(median(warm))}\n`);
  return { cold: median(cold), warm: median(warm) };
}
