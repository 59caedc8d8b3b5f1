import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { command, runProgram } from '../../test/command.ts';
import { freePort } from '../../test/controlPlane/freePort.ts';
import { type SupervisedProcess, superviseProcess } from '../../test/controlPlane/supervisedProcess.ts';
import { executablesNamed } from '../../test/executables.ts';
import { leaveOut } from '../../test/leaveOut.ts';

const missing = 'PostgreSQL is missing (Debian: apt install postgresql)';

/** A PostgreSQL server of its own, with its files in a temporary directory. */
export interface TestPostgres {
  readonly port: number;
  /** Connects as the superuser `postgres`, who needs no password, to the database `postgres`. */
  readonly url: string;
  readonly directory: string;
  /** Of its first process. */
  readonly pid: number;
  /** Ends it in order, at once. Its data stays; `start` continues with it. */
  stop(): Promise<void>;
  /** Ends all of its processes as a power failure would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Runs statements with psql, in the database `postgres` when no other is given. @returns its output, without headers */
  sql(text: string, url?: string): Promise<string>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
  /** Whether a commit waits for the disk: false when absent, because tests that kill processes but no machine do not need it. */
  readonly fsync?: boolean;
  /** Lines of pg_hba.conf, before those that let everyone in. */
  readonly access?: readonly string[];
}

/** The directory of PostgreSQL's programs: on the PATH, or where Debian installs the newest version; undefined without them. */
export function postgresPrograms(path = process.env['PATH']): string | undefined {
  const installed = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]));
  const folders = [...executablesNamed('initdb', path).map((file) => dirname(realpathSync(file))), ...installed];
  return folders.find((folder) => ['initdb', 'postgres', 'psql', 'pg_isready'].every((name) => existsSync(join(folder, name))));
}

/** A suite that starts PostgreSQL servers. Where they cannot be had it is left out loudly, and fails in CI. */
export function describeWithPostgres(what: string, suite: () => void): void {
  if (postgresPrograms() !== undefined) {
    describe(what, suite);
    return;
  }
  const write = (text: string) => process.stderr.write(text);
  leaveOut(`${what}: ${missing}`, { environment: process.env, write });
  describe.skip(what, () => test.todo(missing));
}

/** @throws Error when PostgreSQL is missing or does not start */
export async function startTestPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error(missing);
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-postgres-'));
  const data = join(directory, 'data');
  await mkdir(data);
  // It refuses to run as root.
  const owner = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  await chmod(directory, 0o755);
  if (owner.length > 0) await runProgram('chown', ['-R', '65534:65534', directory]);
  const commandLine = (program: string, args: readonly string[]) => [...owner, join(programs, program), ...args] as [string, ...string[]];
  const run = (program: string, ...args: readonly string[]) => {
    const [first, ...rest] = commandLine(program, args);
    return runProgram(first, rest, { cwd: directory });
  };
  await run('initdb', '--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync');
  const port = await freePort();
  await configure(data, port, options);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let server: SupervisedProcess | undefined;
  const start = async () => {
    const [first, ...args] = commandLine('postgres', ['-D', data]);
    server = await superviseProcess({ command: first, args, directory, name: 'postgres', environment: process.env });
    while ((await command(join(programs, 'pg_isready'), ['--quiet', '--host=127.0.0.1', `--port=${port}`])).code !== 0) {
      if (!server.isRunning()) throw new Error(`PostgreSQL did not start: ${server.output()}`);
      await sleep(50);
    }
  };
  const kill = async () => {
    if (server?.isRunning() !== true) return;
    const { stdout } = await command('pgrep', ['--parent', String(server.pid)]);
    const processes = [server.pid, ...stdout.split('\n').filter(Boolean).map(Number)];
    for (const pid of processes) signalProcess(pid, 'SIGKILL');
    await server.ended;
    // Until all are gone, their shared memory keeps a new server from starting.
    while (processes.some(isRunning)) await sleep(10);
  };
  await start();
  return {
    port,
    url,
    directory,
    get pid() {
      return server?.pid ?? 0;
    },
    start,
    kill,
    stop: async () => {
      if (server?.isRunning()) signalProcess(server.pid, 'SIGINT');
      await server?.ended;
    },
    sql: async (text, database = url) => (await run('psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', text, database)).trimEnd(),
    remove: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function configure(data: string, port: number, { settings = [], fsync = false, access = [] }: TestPostgresOptions): Promise<void> {
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    `fsync = ${fsync ? 'on' : 'off'}`,
    "shared_buffers = '64MB'",
    'max_connections = 50',
    ...settings,
  ];
  await writeFile(join(data, 'postgresql.auto.conf'), `${lines.join('\n')}\n`);
  await writeFile(join(data, 'pg_hba.conf'), `${[...access, 'host all all 127.0.0.1/32 trust'].join('\n')}\n`);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Whether a process exists and has not ended: where no one waits for orphans, they remain without running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync('/proc');
  }
}
