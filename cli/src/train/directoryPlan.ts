import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ModelMonitor, Source } from '@modelmonitor/api';
import { listText } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';
import { addVersion } from './addVersion.ts';
import { largestConfigMapBytes, reservedBytes } from './configMap.ts';
import { type ExistingMonitor, existingMonitor } from './existingMonitor.ts';
import { type NewVersion, newMonitor } from './newMonitor.ts';
import type { TrainingData } from './trainingData.ts';

export interface ManifestChoice {
  /** The command that writes the manifests. */
  readonly writer: 'train' | 'import';
  /** The directory: its absolute path, and the path as the user gave it. */
  readonly path: string;
  readonly shown: string;
  /** Name of the ModelMonitor; by default from `monitor.yaml` or the name of the directory. */
  readonly name?: string | undefined;
  readonly version: string;
  /** Format of the model, as the resource names it. */
  readonly format: string;
  /** Where the model is, if not in a ConfigMap or a file that is written. */
  readonly source?: Source | undefined;
  /** How often a newer model is looked for in the source; never when absent. */
  readonly refresh?: NewVersion['refresh'];
  /** Name of the model's file, which is its key in a ConfigMap. */
  readonly modelFile: string;
  /** Percent of the requests, for a version that is added to others. */
  readonly traffic: number;
  readonly ranges: boolean;
  readonly seed: number;
}

/** A file to write, and a note about it. */
export interface ManifestText {
  readonly file: string;
  readonly text: string | Uint8Array;
  readonly note: string;
}

/** Where a version has its model and its recorded predictions. */
export type VersionPlaces = Pick<NewVersion, 'source' | 'verify'>;

/** The monitor of a directory once the model is added, known before training but for the place of the model. */
export interface DirectoryPlan {
  readonly choice: ManifestChoice;
  readonly name: string;
  /** Where the existing `monitor.yaml` has this version; undefined if it lacks the version. */
  readonly places: VersionPlaces | undefined;
  /** The monitor with the model in this place, and the `monitor.yaml` to write; no text if the existing one has the version already. */
  readonly monitorWith: (places: VersionPlaces) => { readonly monitor: ModelMonitor; readonly changes: ManifestText | undefined };
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
  const parse = (written: string) => existingMonitor(written, path, data);
  const existing = text === undefined ? undefined : parse(text);
  const name = existing?.monitor.metadata.name ?? choice.name ?? nameFrom(choice.path);
  if (choice.name !== undefined && name !== choice.name) {
    throw new InputError(`${path}: expected the monitor ${choice.name}, got ${name}; choose another directory or omit --name`);
  }
  const known = existing?.monitor.spec.model.versions.find((version) => version.name === choice.version);
  if (known !== undefined && known.format !== 'auto' && choice.format !== 'auto' && known.format !== choice.format) {
    throw new InputError(
      `${path}: version ${choice.version} has the format ${known.format}, and the model is of the format ${choice.format}; choose another --version, or change the format there`,
    );
  }
  if (known !== undefined && !isWritable(known, choice)) {
    throw new InputError(
      `${path}: version ${choice.version} has its model elsewhere (${Object.keys(known.source).join(', ')}); choose another --version, or change the source there`,
    );
  }
  const monitorWith = (places: VersionPlaces) => {
    if (existing !== undefined && known !== undefined) return { monitor: existing.monitor, changes: undefined };
    // Each time from the text, since a document is changed in place.
    const changes = monitorText({ choice, name, places }, data, text === undefined ? undefined : parse(text));
    requireSmallMonitor(changes.text, data);
    // Validated as a whole, so that a cluster accepts the file.
    return { monitor: parse(changes.text).monitor, changes };
  };
  monitorWith({ source: configMapSource(name, choice) });
  return { choice, name, places: known, monitorWith };
}

/** Whether an existing version gets this model: by a file that is written, or since it names the same source. */
function isWritable({ source }: VersionPlaces, choice: ManifestChoice): boolean {
  if (choice.source !== undefined) return isDeepStrictEqual(source, choice.source);
  return source.configMap !== undefined || source.file !== undefined;
}

/** The ConfigMap of a version that a new monitor names. */
export function configMapSource(
  name: string,
  { version, modelFile }: Pick<ManifestChoice, 'version' | 'modelFile'>,
): { readonly configMap: { readonly name: string; readonly key: string } } {
  return { configMap: { name: `${name}-model-${version}`, key: modelFile } };
}

interface NamedPlaces {
  readonly choice: ManifestChoice;
  readonly name: string;
  readonly places: VersionPlaces;
}

function monitorText(
  { choice, name, places }: NamedPlaces,
  data: TrainingData,
  existing: ExistingMonitor | undefined,
): ManifestText & { readonly text: string } {
  const { writer, traffic, ranges, format, refresh } = choice;
  const version = {
    name: choice.version,
    format,
    source: places.source,
    ...(refresh && { refresh }),
    ...(places.verify && { verify: places.verify }),
  };
  const file = 'monitor.yaml';
  if (existing === undefined)
    return { file, text: newMonitor(data, { writer, name, version, ranges }), note: 'the ModelMonitor; edit it as you like' };
  return { file, text: addVersion(existing, { version, traffic }), note: `version ${version.name} added, ${traffic} % of the traffic` };
}

/** A resource has to fit into the annotation of `kubectl apply`; long lists of categories may not. */
function requireSmallMonitor(text: string, { contract }: TrainingData): void {
  const room = largestConfigMapBytes - reservedBytes;
  const bytes = Buffer.byteLength(text);
  if (bytes <= room) return;
  const lists = contract.features
    .map(({ name, values = [] }) => ({ name, bytes: Buffer.byteLength(values.join('xxxx')) }))
    .toSorted((left, right) => right.bytes - left.bytes);
  let left = bytes;
  const excluded = lists.filter((list) => {
    if (left <= room) return false;
    left -= list.bytes;
    return true;
  });
  throw new InputError(
    `expected a monitor.yaml of at most ${room} bytes, the limit of kubectl apply, got ${bytes}; leave out the longest lists of categories: --exclude ${listText(excluded.map(({ name }) => name))}`,
  );
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

async function textIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new InputError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
