import { createValidator, type ModelMonitor, type Problem, sourceFilesOf, unsupportedFields, type Validate } from '@modelmonitor/api';
import { nearest } from '../nearest.ts';
import { type DataObjects, dataObjectsOf, duplicateProblem } from './dataObjects.ts';
import type { LoadedManifests } from './loadManifests.ts';
import { byPlace, type Manifest, type ManifestProblem } from './manifest.ts';
import { keysOf, referenceProblems } from './referenceProblems.ts';
import { scheduleProblems } from './scheduleProblems.ts';

/** What is right and has no effect. */
interface ManifestNote extends ManifestProblem {
  /** Where it has none; absent when nowhere. */
  readonly where?: 'cluster' | 'laptop';
}

/** Result of the validation of some manifests. */
export interface ValidatedManifests {
  /** Monitors without a problem, defaults filled in, in the order of the files. */
  readonly monitors: readonly ModelMonitor[];
  /** The ConfigMaps and Secrets they may refer to. */
  readonly objects: DataObjects;
  /** Everything that is wrong, by file and line. */
  readonly problems: readonly ManifestProblem[];
  /** What a user should know and need not fix, by file and line. */
  readonly notes: readonly ManifestNote[];
}

/** Options of the validation. */
export interface ValidationOptions {
  /** Validator of a ModelMonitor; created when absent. */
  readonly validate?: Validate;
  /** The running monitor of that namespace and name: fields that must not change are compared with it. */
  readonly running?: (namespace: string, name: string) => ModelMonitor | undefined;
  /** Whether ConfigMaps and Secrets may exist elsewhere, such as in a cluster; false when absent. */
  readonly referencesElsewhere?: boolean;
}

const kinds = ['ModelMonitor', 'ConfigMap', 'Secret'];

/** Validates loaded manifests as the API server would, and follows the references between them. */
export function validateManifests(loaded: LoadedManifests, options: ValidationOptions = {}): ValidatedManifests {
  const { validate = createValidator(), running = () => undefined, referencesElsewhere = false } = options;
  const { objects, problems: objectProblems } = dataObjectsOf(loaded.manifests);
  const verdicts = loaded.manifests
    .filter(({ kind }) => kind === 'ModelMonitor')
    .map((manifest) => ({ manifest, ...monitorVerdict(manifest, { validate, running, referencesElsewhere, objects }) }));
  const others = loaded.manifests.filter(({ kind }) => !kinds.includes(kind)).map(otherKind);
  const problems = [
    ...withoutMistyped(
      loaded.problems,
      verdicts.flatMap((one) => one.problems),
    ),
    ...objectProblems,
    ...verdicts.flatMap((one) => one.problems),
    ...duplicates(verdicts.map(({ manifest }) => manifest)),
    ...others.flatMap(({ problem }) => problem ?? []),
  ];
  const nothing = problems.length === 0 && verdicts.length === 0 ? loaded.paths.map(withoutMonitor) : [];
  return {
    monitors: verdicts.flatMap(({ monitor, problems: own }) => (monitor !== undefined && own.length === 0 ? [monitor] : [])),
    objects,
    problems: [...problems, ...nothing].sort(byPlace),
    notes: [...verdicts.flatMap(({ notes }) => notes), ...others.flatMap(({ note }) => note ?? [])].sort(byPlace),
  };
}

interface Verdict {
  readonly monitor: ModelMonitor | undefined;
  readonly problems: readonly ManifestProblem[];
  readonly notes: readonly ManifestNote[];
}

function monitorVerdict(manifest: Manifest, options: Required<ValidationOptions> & { objects: DataObjects }): Verdict {
  const { validate, running, referencesElsewhere, objects } = options;
  const { monitor, problems } = validate(manifest.value, { previous: running(manifest.namespace, manifest.name) });
  const own = problems.map((problem) => ({
    file: manifest.file,
    line: manifest.lineOf(problem.keys),
    path: problem.path,
    message: messageWithSource(problem, manifest.plainTextOf(problem.keys)),
  }));
  const dangling = referencesElsewhere
    ? []
    : [
        ...referenceProblems(manifest, monitor ?? manifest.value, objects),
        ...(monitor === undefined ? [] : fileProblems(manifest, monitor)),
      ];
  return {
    monitor,
    problems: [...own, ...withoutKnown(scheduleProblemsOf(manifest), own), ...dangling],
    notes: monitor === undefined ? [] : unsupportedNotes(manifest, monitor),
  };
}

/** Files beside the manifest that could not be read. */
function fileProblems({ file, lineOf, files }: Manifest, monitor: ModelMonitor): ManifestProblem[] {
  return sourceFilesOf(monitor).flatMap(({ file: path, field }) => {
    const bytes = files?.get(path);
    if (bytes === undefined || bytes instanceof Uint8Array) return [];
    return [{ file, line: lineOf([...keysOf(field), 'path']), path: `${field}.path`, message: bytes.problem }];
  });
}

/** What is written where text is expected, and how to make it text: `1e3` is the number 1000 without quotes. */
function messageWithSource({ message }: Problem, written: string | undefined): string {
  const got = /^expected a string\b.*, got (?<value>[^"].*)$/.exec(message)?.groups?.['value'];
  if (got === undefined || written === undefined) return message;
  const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  return `${message}${got === written ? '' : ` from ${shown}`}; put it in quotes`;
}

/**
 * Without those of unquoted values for which the schema expects another type: `maxRows: 1_000` is no text that lacks quotes. What is wrong
 * there is reported by the schema.
 */
function withoutMistyped(pitfalls: readonly ManifestProblem[], others: readonly ManifestProblem[]): readonly ManifestProblem[] {
  const mistyped = new Set(others.filter(({ message }) => /^expected an? /.test(message)).map(placeOf));
  return pitfalls.filter((problem) => problem.path === '' || / the key /.test(problem.message) || !mistyped.has(placeOf(problem)));
}

function placeOf({ file, line, path }: ManifestProblem): string {
  return `${file}:${line}: ${path}`;
}

/** Problems of the schedule of drift checks, also when the rest of the resource is broken. */
function scheduleProblemsOf({ file, lineOf, value }: Manifest): ManifestProblem[] {
  const { spec } = (value ?? {}) as { spec?: { drift?: unknown } | null };
  return scheduleProblems(spec?.drift).map(({ path, message }) => ({ file, line: lineOf(path.split('.')), path, message }));
}

/** Problems of fields that have none yet: one per field is enough. */
function withoutKnown(problems: readonly ManifestProblem[], known: readonly ManifestProblem[]): readonly ManifestProblem[] {
  return problems.filter(({ path }) => !known.some((problem) => problem.path === path));
}

/** Fields that have no effect in one of the places where the manifest may run. */
function unsupportedNotes({ file, lineOf }: Manifest, monitor: ModelMonitor): ManifestNote[] {
  return (['cluster', 'laptop'] as const).flatMap((where) =>
    unsupportedFields(monitor, where).map(({ path, message }) => ({ file, line: lineOf(keysOf(path)), path, message, where })),
  );
}

function duplicates(manifests: readonly Manifest[]): ManifestProblem[] {
  const first = new Map<string, Manifest>();
  return manifests.flatMap((manifest) => {
    const identity = `${manifest.namespace}/${manifest.name}`;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, manifest);
    return earlier === undefined || manifest.name === '' ? [] : [duplicateProblem(manifest, earlier)];
  });
}

/** An object of another kind: a problem when the kind is missing or mistyped, otherwise a note. */
function otherKind(manifest: Manifest): { problem?: ManifestProblem; note?: ManifestProblem } {
  const { file, lineOf, kind, name } = manifest;
  const meant = nearest(kind, kinds);
  const place = { file, line: lineOf(['kind']), path: 'kind' };
  if (kind === '') return { problem: { ...place, message: `is required (a text such as ${kinds.join(', ')})` } };
  if (meant !== undefined) return { problem: { ...place, message: `expected ${meant}, got ${kind}` } };
  return { note: { file, line: manifest.line, path: '', message: `${kind} ${name} takes effect in a cluster only and is ignored here` } };
}

function withoutMonitor(path: string): ManifestProblem {
  return { file: path, path: '', message: 'expected a ModelMonitor, got none' };
}
