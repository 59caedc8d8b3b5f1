import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../../command.ts';
import { freePort } from '../../controlPlane/freePort.ts';
import { superviseProcess } from '../../controlPlane/supervisedProcess.ts';
import { executablesNamed } from '../../executables.ts';

/** A running PgBouncer. */
export interface RunningPgBouncer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Debian installs it where only root's PATH leads. */
export function pgBouncerProgram(): string | undefined {
  return executablesNamed('pgbouncer', `${process.env['PATH']}:/usr/sbin`)[0];
}

/** Starts PgBouncer in transaction mode before a server on this machine: each transaction may be run by another of its two server processes. */
export async function startPgBouncer(program: string, serverPort: number, port?: number): Promise<RunningPgBouncer> {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-pgbouncer-'));
  const ownPort = port ?? (await freePort());
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort} user=postgres`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${ownPort}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    'default_pool_size = 2',
    'max_client_conn = 100',
    'server_idle_timeout = 2',
  ];
  await writeFile(join(directory, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  // It refuses to run as root.
  const owner = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  if (owner.length > 0) await runProgram('chown', ['-R', '65534:65534', directory]);
  const [command = '', ...args] = [...owner, program, join(directory, 'pgbouncer.ini')];
  const bouncer = await superviseProcess({ command, args, directory, name: 'pgbouncer', environment: process.env });
  while (!bouncer.output().includes('process up')) {
    if (!bouncer.isRunning()) throw new Error(`PgBouncer did not start: ${bouncer.output()}`);
    await sleep(20);
  }
  return {
    port: ownPort,
    async stop() {
      bouncer.kill('SIGKILL');
      await bouncer.ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
