import { freePort } from './freePort.ts';
import type { ProcessGroup } from './processGroup.ts';
import { whenReady } from './whenReady.ts';

/**
 * Starts an etcd of one member without fsync, and waits until it responds.
 *
 * @returns its address
 */
export async function startEtcd(command: string, group: ProcessGroup): Promise<string> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const etcd = await group.start('etcd', command, [
    '--data-dir=etcd-data',
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    '--listen-peer-urls=http://127.0.0.1:0',
    '--unsafe-no-fsync',
    '--log-level=warn',
  ]);
  await whenReady('etcd', etcd, async () => (await fetch(`${url}/health`)).ok);
  return url;
}
