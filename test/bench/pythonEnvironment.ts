import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOutput } from './commandOutput.ts';
import { repository } from './wine.ts';

/** A virtual environment with pinned packages. */
export interface PythonEnvironment {
  readonly folder: string;
  readonly python: string;
  /** What is installed, for the reader. */
  readonly versions: string;
}

/** Time pip may take, in milliseconds. */
const installMilliseconds = 600_000;

/**
 * Installs packages into a virtual environment, once.
 *
 * @param name of the environment's folder in .cache
 * @param requirements file of pinned packages
 * @throws Error where there is no Python or no package index
 */
export async function pythonEnvironment(name: string, requirements: string, write: (text: string) => void): Promise<PythonEnvironment> {
  const folder = join(repository, '.cache', name);
  const python = join(folder, 'bin/python');
  const pinned = await readFile(requirements, 'utf8');
  const installed = join(folder, `installed-${createHash('sha256').update(pinned).digest('hex').slice(0, 12)}`);
  if ((await readFile(installed, 'utf8').catch(() => undefined)) === undefined) {
    write(`installing Python packages into .cache/${name} …\n`);
    await commandOutput(['python3', '-m', 'venv', '--clear', folder], { timeoutMilliseconds: installMilliseconds });
    await commandOutput([python, '-m', 'pip', 'install', '--quiet', '-r', requirements], { timeoutMilliseconds: installMilliseconds });
    await writeFile(installed, pinned);
  }
  const version = (await commandOutput([python, '--version'], { timeoutMilliseconds: 10_000 })).trim();
  return { folder, python, versions: [version, ...pinned.trim().split('\n')].join(', ') };
}
