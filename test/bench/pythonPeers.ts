import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOutput } from './commandOutput.ts';
import { repository, wineCsv } from './wine.ts';

/** The peers that run on Python, installed and trained. */
export interface PythonPeers {
  readonly python: string;
  /** Where their trained forest lies. */
  readonly forest: string;
  /** What is installed, for the reader. */
  readonly versions: string;
}

const sources = join(import.meta.dirname, 'python');
const requirements = join(sources, 'requirements.txt');
const environment = join(repository, '.cache/bench-venv');

/** Time pip may take, in milliseconds. */
const installMilliseconds = 600_000;

/**
 * Installs the pinned packages into a virtual environment, once, and trains the forest.
 *
 * @returns undefined, said loudly, where there is no Python or no package index: the benchmark goes on without these peers
 */
export async function pythonPeers(write: (text: string) => void): Promise<PythonPeers | undefined> {
  const python = join(environment, 'bin/python');
  try {
    const pinned = await readFile(requirements, 'utf8');
    const installed = join(environment, `installed-${createHash('sha256').update(pinned).digest('hex').slice(0, 12)}`);
    if ((await readFile(installed, 'utf8').catch(() => undefined)) === undefined) {
      write('installing the Python peers into .cache/bench-venv …\n');
      await commandOutput(['python3', '-m', 'venv', '--clear', environment], { timeoutMilliseconds: installMilliseconds });
      await commandOutput([python, '-m', 'pip', 'install', '--quiet', '-r', requirements], { timeoutMilliseconds: installMilliseconds });
      await writeFile(installed, pinned);
    }
    await commandOutput([python, join(sources, 'forest.py'), wineCsv, environment], { timeoutMilliseconds: installMilliseconds });
    const version = (await commandOutput([python, '--version'], { timeoutMilliseconds: 10_000 })).trim();
    return { python, forest: environment, versions: [version, ...pinned.trim().split('\n')].join(', ') };
  } catch (error) {
    write(`\n*** LEFT OUT *** the Python peers could not be installed: ${(error as Error).message}\n\n`);
    return undefined;
  }
}

/** Command line of a FastAPI application on one uvicorn worker. */
export function uvicornCommand({ python }: PythonPeers, application: string, port: number): readonly string[] {
  const server = ['--app-dir', sources, '--host', '127.0.0.1', '--port', `${port}`, '--workers', '1'];
  return [python, '-m', 'uvicorn', `${application}:app`, ...server, '--no-access-log', '--log-level', 'warning'];
}

/** Command line of scikit-learn's batch figure. */
export function batchCommand({ python, forest }: PythonPeers, rounds: number): readonly string[] {
  return [python, join(sources, 'batch.py'), wineCsv, forest, `${rounds}`];
}
