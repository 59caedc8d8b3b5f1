import { join } from 'node:path';
import { commandOutput } from './commandOutput.ts';
import { pythonEnvironment } from './pythonEnvironment.ts';
import { wineCsv } from './wine.ts';

/** The peers that run on Python, installed and trained. */
export interface PythonPeers {
  readonly python: string;
  /** Where their trained forest lies. */
  readonly forest: string;
  /** What is installed, for the reader. */
  readonly versions: string;
}

const sources = join(import.meta.dirname, 'python');

/** Time the forest may take, in milliseconds. */
const trainMilliseconds = 600_000;

/**
 * Installs the pinned packages into a virtual environment, once, and trains the forest.
 *
 * @returns undefined, said loudly, where there is no Python or no package index: the benchmark goes on without these peers
 */
export async function pythonPeers(write: (text: string) => void): Promise<PythonPeers | undefined> {
  try {
    const { python, folder, versions } = await pythonEnvironment('bench-venv', join(sources, 'requirements.txt'), write);
    await commandOutput([python, join(sources, 'forest.py'), wineCsv, folder], { timeoutMilliseconds: trainMilliseconds });
    return { python, forest: folder, versions };
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
