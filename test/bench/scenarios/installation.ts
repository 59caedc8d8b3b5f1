import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { type ServerOptions, startServer } from '../server.ts';
import { repository, wineConfiguration, wineDirectory } from '../wine.ts';

const version = '0.1.0';
const base = 'node:24-bookworm-slim';
const minutes = (count: number) => ({ timeoutMilliseconds: count * 60_000 });
const megabytes = 1e6;

export const installation: Scenario = {
  name: 'installation',
  title: 'Images, and from helm install to an alert',
  about: [
    'Sizes above the Node base image, as docker tells them. Start: from `docker run` to the first 200 of /readyz, a fresh container each time, median of the runs, root file system',
    'read-only. The rest is measured by `make e2e` on a real node, images present, Prometheus installed: from `helm install` to the first answered prediction, and from the first',
    'shifted request to the alert firing in Prometheus.',
  ].join('\n'),
  run: async (context) => {
    await commandOutput(['make', '-C', repository, 'images'], minutes(20));
    return { figures: [...(await sizes()), ...(await starts(context)), ...(await endToEnd(context))], notes: [] };
  },
};

async function sizes(): Promise<Figure[]> {
  const size = async (image: string) =>
    Number(await commandOutput(['docker', 'image', 'inspect', '--format={{.Size}}', image], minutes(1)));
  const node = await size(base);
  const one = async (name: string, goal: number) => {
    const above = ((await size(`modelmonitor/${name}:${version}`)) - node) / megabytes;
    return figure({
      what: `image ${name}, above ${base}`,
      ours: `${above.toFixed(0)} MB`,
      goal: `≤ ${goal} MB`,
      met: metIf(above <= goal),
    });
  };
  // The predictor's image holds the drift engine with DuckDB as well.
  return [await one('predictor', 200), await one('operator', 120)];
}

async function starts({ quick, folder, write }: BenchContext): Promise<Figure[]> {
  const configuration = join(folder, 'config');
  await wineConfiguration(configuration);
  // The container's user is another, as a pod's is.
  await commandOutput(['chmod', '--recursive', 'a+rX', configuration], minutes(1));
  const inContainer = (mount: string, ...command: readonly string[]): ServerOptions => ({
    command: (port) => [
      ...['docker', 'run', '--rm', '--init', '--read-only', '--tmpfs=/tmp', '--tmpfs=/data:uid=1000', `--publish=127.0.0.1:${port}:8000`],
      ...[`--volume=${mount}`, `modelmonitor/predictor:${version}`, ...command],
    ],
    ready: '/readyz',
  });
  const run = ['/app/cli/src/modelmonitor.js', 'run', '-f', '/models', '--host', '0.0.0.0', '--data-dir', '/data'];
  const servers = {
    'container of a pod, start to ready': inContainer(`${configuration}:/etc/modelmonitor:ro`),
    'container of compose, start to ready': inContainer(`${wineDirectory}:/models:ro`, ...run),
  };
  const figures: Figure[] = [];
  for (const [what, server] of Object.entries(servers)) {
    const seconds: number[] = [];
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const running = await startServer(server);
      await running.stop();
      seconds.push(running.readyAfterMilliseconds / 1000);
    }
    write(`  ${what}: ${seconds.map((one) => one.toFixed(2)).join(', ')} s\n`);
    const middle = median(seconds);
    figures.push(figure({ what, ours: `${middle.toFixed(2)} s`, goal: '≤ 1.5 s', met: metIf(middle <= 1.5) }));
  }
  return figures;
}

async function endToEnd({ folder }: BenchContext): Promise<Figure[]> {
  const file = join(folder, 'end-to-end.json');
  await commandOutput(['env', `FIGURES=${file}`, 'make', '-C', repository, 'e2e'], minutes(40));
  const seconds: Record<string, number> = JSON.parse(await readFile(file, 'utf8'));
  const one = (what: string, goal?: number) => {
    const took = seconds[what] ?? Number.NaN;
    return figure({ what, ours: `${took.toFixed(1)} s`, ...(goal === undefined ? {} : { goal: `≤ ${goal} s`, met: metIf(took <= goal) }) });
  };
  return [
    one('from helm install to the first prediction', 60),
    one('from shifted traffic to the condition'),
    one('from shifted traffic to a firing alert', 300),
  ];
}
