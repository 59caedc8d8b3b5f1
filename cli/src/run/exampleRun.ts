import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockFrom } from '../clock.ts';

const bin = join(import.meta.dirname, '../modelmonitor.js');
const examples = join(import.meta.dirname, '../../../examples');

/** A directory with copies of examples' manifests (each file with the example's name in front) and a data directory beside it, for tests. */
export function exampleCopy(...names: readonly string[]): { directory: string; dataDirectory: string; file: (name: string) => string } {
  const root = mkdtempSync(join(tmpdir(), 'run-'));
  const directory = join(root, 'manifests');
  for (const name of names) {
    for (const file of readdirSync(join(examples, name)).filter((candidate) => candidate.endsWith('.yaml'))) {
      cpSync(join(examples, name, file), join(directory, `${name}-${file}`));
    }
  }
  return { directory, dataDirectory: join(root, 'data'), file: (name) => join(directory, name) };
}

/** Changes a manifest as an editor does: by a new file that takes the old one's place. */
export function edited(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not have ${from}`);
  writeFileSync(`${file}.new`, after);
  renameSync(`${file}.new`, file);
}

/** A command line that runs as a process of its own. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** Addresses of the pages that were printed so far, in order. */
  readonly addresses: () => readonly string[];
}

/** @param execPath the Node executable */
export function startedCommand(execPath: string, args: readonly string[], cwd: string = tmpdir()): StartedCommand {
  const child = spawn(execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return {
    child,
    stdout,
    stderr,
    ended: new Promise((resolve) => child.on('close', resolve)),
    addresses: () => [...stdout().matchAll(/^ {2}page +(\S+)\/$/gm)].map(([, address = '']) => address),
  };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  return () => text;
}

/**
 * Asks again and again until there is an answer that is neither undefined, false nor an error.
 *
 * @throws Error with what was waited for, and the last error, after ninety seconds
 */
export async function eventually<Answer>(what: string, ask: () => Promise<Answer | undefined | false> | Answer | undefined | false) {
  const clock = clockFrom(globalThis);
  const end = clock.monotonicMilliseconds() + 90_000;
  let last: unknown;
  while (clock.monotonicMilliseconds() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await clock.sleep(50);
  }
  throw new Error(`${what} did not come`, { cause: last });
}

/** Command lines of one test file, which ends those that still run after each test. */
export function startedCommands(execPath: string): {
  started: (args: readonly string[], cwd?: string) => StartedCommand;
  endAll: () => Promise<void>;
} {
  const running: StartedCommand[] = [];
  return {
    started(args, cwd) {
      const command = startedCommand(execPath, args, cwd);
      running.push(command);
      return command;
    },
    async endAll() {
      for (const { child, ended } of running.splice(0)) {
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}

/** Arguments that serve a copy on any free port. */
export function servedArgs({ directory, dataDirectory }: Pick<ReturnType<typeof exampleCopy>, 'directory' | 'dataDirectory'>): string[] {
  return ['run', '-f', directory, '--port', '0', '--data-dir', dataDirectory];
}

/** Values of the features of each wine. */
export function wineRows(): number[][] {
  const lines = readFileSync(join(import.meta.dirname, '../../../examples/wine/wine.csv'), 'utf8')
    .trim()
    .split('\n');
  // The last column is the target.
  return lines.slice(1).map((line) => line.split(',').slice(0, -1).map(Number));
}
