import { freePort } from '../controlPlane/freePort.ts';
import { createProcessGroup } from '../controlPlane/processGroup.ts';
import { whenReady } from '../controlPlane/whenReady.ts';

/** Collectors that docker compose lets it run. */
const collectors = ['cpu', 'meminfo', 'filesystem', 'diskstats', 'netdev', 'loadavg', 'uname'];

/** A real node_exporter of this machine. */
export async function startNodeExporter(program: string): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const group = createProcessGroup(process.env);
  const address = `127.0.0.1:${await freePort()}`;
  const flags = ['--collector.disable-defaults', ...collectors.map((name) => `--collector.${name}`)];
  const started = await group.start('node_exporter', program, [`--web.listen-address=${address}`, ...flags]);
  await whenReady('node_exporter', started, async () => (await fetch(`http://${address}/metrics`)).ok);
  return { address, stop: () => group.end() };
}
