import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelMonitor } from '@modelmonitor/api';
import { InputError } from '../errors.ts';
import { addedVersion } from './addedVersion.ts';
import { type KnownMonitor, knownMonitor } from './knownMonitor.ts';
import { newMonitor } from './newMonitor.ts';
import type { TrainingData } from './trainingData.ts';

export interface ManifestChoice {
  /** Where the directory is, and how the user knows it. */
  readonly path: string;
  readonly shown: string;
  /** Name of the ModelMonitor; taken from `monitor.yaml`, or else from the directory, when absent. */
  readonly name?: string | undefined;
  readonly version: string;
  /** Percent of the requests, for a version that joins others. */
  readonly traffic: number;
  readonly ranges: boolean;
  readonly seed: number;
}

/** A file to write, and what to tell of it. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
  readonly note: string;
}

/** What the directory will say of the model, known before it is trained. */
export interface PlannedDirectory {
  readonly choice: ManifestChoice;
  readonly monitor: ModelMonitor;
  /** The `monitor.yaml` to write; none when the one that is there has the version already. */
  readonly written: ManifestText | undefined;
}

/**
 * Looks whether a model of this data fits into a directory. A `monitor.yaml` that is there is its user's: it gets the version when it
 * lacks it and stays as it is otherwise.
 *
 * @throws InputError when the directory describes another model
 */
export async function plannedDirectory(choice: ManifestChoice, data: TrainingData): Promise<PlannedDirectory> {
  const path = join(choice.shown, 'monitor.yaml');
  const there = await textIfThere(join(choice.path, 'monitor.yaml'));
  const known = there === undefined ? undefined : knownMonitor(there, path, data);
  const name = known?.monitor.metadata.name;
  if (name !== undefined && choice.name !== undefined && name !== choice.name) {
    throw new InputError(`${path} is of ${name}, not of ${choice.name}; choose another directory or leave --name out`);
  }
  const written = writtenMonitor(choice, data, known);
  // Judged as a whole, so that what is written is what a cluster takes.
  const { monitor } = written === undefined && known !== undefined ? known : knownMonitor(written?.text ?? '', path, data);
  return { choice, monitor, written };
}

/** The `monitor.yaml` to write; none when the one that is there has the version already. */
function writtenMonitor(choice: ManifestChoice, data: TrainingData, known: KnownMonitor | undefined): ManifestText | undefined {
  const { version, traffic, ranges } = choice;
  const file = 'monitor.yaml';
  if (known === undefined) {
    return {
      file,
      text: newMonitor(data, { name: choice.name ?? nameFrom(choice.path), version, ranges }),
      note: 'the ModelMonitor, yours to change',
    };
  }
  if (known.monitor.spec.model.versions.some(({ name }) => name === version)) return undefined;
  return { file, text: addedVersion(known, { version, traffic }), note: `version ${version} added, ${traffic} % of the traffic` };
}

/** A name Kubernetes takes, made of the directory's. */
function nameFrom(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (name === '') throw new InputError(`--name is needed, since ${path} makes none`);
  return name;
}

/** Where the bytes of a version stand. */
export function configMapOf(version: string, monitor: ModelMonitor): { readonly name: string; readonly key: string } {
  const source = monitor.spec.model.versions.find(({ name }) => name === version)?.source.configMap;
  if (source !== undefined) return source;
  throw new InputError(`expected a version ${version} in ${monitor.metadata.name}, got none`);
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new InputError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
