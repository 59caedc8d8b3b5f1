import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelMonitor } from '@modelmonitor/api';
import { InputError } from '../errors.ts';
import { addVersion } from './addVersion.ts';
import { type ExistingMonitor, existingMonitor } from './existingMonitor.ts';
import { newMonitor } from './newMonitor.ts';
import type { TrainingData } from './trainingData.ts';

export interface ManifestChoice {
  /** The directory: its absolute path, and the path as the user gave it. */
  readonly path: string;
  readonly shown: string;
  /** Name of the ModelMonitor; by default from `monitor.yaml` or the name of the directory. */
  readonly name?: string | undefined;
  readonly version: string;
  /** Percent of the requests, for a version that is added to others. */
  readonly traffic: number;
  readonly ranges: boolean;
  readonly seed: number;
}

/** A file to write, and a note about it. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
  readonly note: string;
}

/** The monitor of a directory once the model is added, known before training. */
export interface DirectoryPlan {
  readonly choice: ManifestChoice;
  readonly monitor: ModelMonitor;
  /** The `monitor.yaml` to write; undefined if the existing one has the version already. */
  readonly changes: ManifestText | undefined;
}

/**
 * Checks whether a model of this data can be added to a directory. An existing `monitor.yaml` belongs to the user: it only gets the version
 * if it lacks it.
 *
 * @throws InputError if the directory describes another model
 */
export async function directoryPlan(choice: ManifestChoice, data: TrainingData): Promise<DirectoryPlan> {
  const path = join(choice.shown, 'monitor.yaml');
  const text = await textIfExists(join(choice.path, 'monitor.yaml'));
  const existing = text === undefined ? undefined : existingMonitor(text, path, data);
  const name = existing?.monitor.metadata.name;
  if (name !== undefined && choice.name !== undefined && name !== choice.name) {
    throw new InputError(`${path}: expected the monitor ${choice.name}, got ${name}; choose another directory or omit --name`);
  }
  const changes = monitorChanges(choice, data, existing);
  // Validated as a whole, so that a cluster accepts the file.
  const { monitor } = changes === undefined && existing !== undefined ? existing : existingMonitor(changes?.text ?? '', path, data);
  return { choice, monitor, changes };
}

/** The `monitor.yaml` to write; undefined if the existing one has the version already. */
function monitorChanges(choice: ManifestChoice, data: TrainingData, existing: ExistingMonitor | undefined): ManifestText | undefined {
  const { version, traffic, ranges } = choice;
  const file = 'monitor.yaml';
  if (existing === undefined) {
    return {
      file,
      text: newMonitor(data, { name: choice.name ?? nameFrom(choice.path), version, ranges }),
      note: 'the ModelMonitor; edit it as you like',
    };
  }
  if (existing.monitor.spec.model.versions.some(({ name }) => name === version)) return undefined;
  return { file, text: addVersion(existing, { version, traffic }), note: `version ${version} added, ${traffic} % of the traffic` };
}

/** A valid Kubernetes name from the name of the directory. */
function nameFrom(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (name === '') throw new InputError(`expected --name, since ${path} gives no valid name`);
  return name;
}

/** The ConfigMap and key of a version. */
export function configMapOf(version: string, monitor: ModelMonitor): { readonly name: string; readonly key: string } {
  const source = monitor.spec.model.versions.find(({ name }) => name === version)?.source.configMap;
  if (source !== undefined) return source;
  throw new InputError(`expected a version ${version} in ${monitor.metadata.name}, got none`);
}

async function textIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new InputError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
