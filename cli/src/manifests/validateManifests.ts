import { createValidator, type ModelMonitor, unsupportedFields, type Validate } from '@modelmonitor/api';
import { nearest } from '../nearest.ts';
import { type DataObjects, dataObjectsOf, twice } from './dataObjects.ts';
import type { LoadedManifests } from './loadManifests.ts';
import { byPlace, type Manifest, type ManifestProblem } from './manifest.ts';
import { referenceProblems } from './referenceProblems.ts';
import { scheduleProblems } from './scheduleProblems.ts';

/** What a set of manifests comes to. */
export interface ValidatedManifests {
  /** Monitors without a problem, defaults filled in, in the order of the files. */
  readonly monitors: readonly ModelMonitor[];
  /** The ConfigMaps and Secrets they may refer to. */
  readonly objects: DataObjects;
  /** Everything that is wrong, by file and line. */
  readonly problems: readonly ManifestProblem[];
  /** What a user should know and need not mend, by file and line. */
  readonly notes: readonly ManifestProblem[];
}

/** What manifests are judged by. */
export interface JudgeOptions {
  /** The judge of a ModelMonitor; made anew when absent. */
  readonly validate?: Validate;
  /** The monitor of that namespace and name as it runs: what must not change is compared with it. */
  readonly running?: (namespace: string, name: string) => ModelMonitor | undefined;
  /** Whether ConfigMaps and Secrets that are referred to may lie elsewhere, such as in a cluster; false when absent. */
  readonly referencesElsewhere?: boolean;
}

const kinds = ['ModelMonitor', 'ConfigMap', 'Secret'];

/** Judges loaded manifests as the API server would, and follows the references between them. */
export function validateManifests(loaded: LoadedManifests, options: JudgeOptions = {}): ValidatedManifests {
  const { validate = createValidator(), running = () => undefined, referencesElsewhere = false } = options;
  const { objects, problems: objectProblems } = dataObjectsOf(loaded.manifests);
  const judged = loaded.manifests
    .filter(({ kind }) => kind === 'ModelMonitor')
    .map((manifest) => ({ manifest, ...judgedMonitor(manifest, { validate, running, referencesElsewhere, objects }) }));
  const strangers = loaded.manifests.filter(({ kind }) => !kinds.includes(kind)).map(stranger);
  const problems = [
    ...loaded.problems,
    ...objectProblems,
    ...judged.flatMap((one) => one.problems),
    ...duplicates(judged.map(({ manifest }) => manifest)),
    ...strangers.flatMap(({ problem }) => problem ?? []),
  ];
  const nothing = problems.length === 0 && judged.length === 0 ? loaded.paths.map(withoutMonitor) : [];
  return {
    monitors: judged.flatMap(({ monitor, problems: own }) => (monitor !== undefined && own.length === 0 ? [monitor] : [])),
    objects,
    problems: [...problems, ...nothing].sort(byPlace),
    notes: [...judged.flatMap(({ notes }) => notes), ...strangers.flatMap(({ note }) => note ?? [])].sort(byPlace),
  };
}

interface Judged {
  readonly monitor: ModelMonitor | undefined;
  readonly problems: readonly ManifestProblem[];
  readonly notes: readonly ManifestProblem[];
}

function judgedMonitor(manifest: Manifest, options: Required<JudgeOptions> & { objects: DataObjects }): Judged {
  const { validate, running, referencesElsewhere, objects } = options;
  const { monitor, problems } = validate(manifest.value, { previous: running(manifest.namespace, manifest.name) });
  const own = problems.map(({ keys, path, message }) => ({ file: manifest.file, line: manifest.lineOf(keys), path, message }));
  const dangling = referencesElsewhere ? [] : referenceProblems(manifest, monitor ?? manifest.value, objects);
  return {
    monitor,
    problems: [...own, ...unjudged(whenProblems(manifest), own), ...dangling],
    notes: monitor === undefined ? [] : unsupportedNotes(manifest, monitor),
  };
}

/** What is wrong with when drift checks run, also where the rest of the resource is broken. */
function whenProblems({ file, lineOf, value }: Manifest): ManifestProblem[] {
  const { spec } = (value ?? {}) as { spec?: { drift?: unknown } | null };
  return scheduleProblems(spec?.drift).map(({ path, message }) => ({ file, line: lineOf(path.split('.')), path, message }));
}

/** Problems of fields that have none yet: one a field is enough. */
function unjudged(problems: readonly ManifestProblem[], known: readonly ManifestProblem[]): readonly ManifestProblem[] {
  return problems.filter(({ path }) => !known.some((problem) => problem.path === path));
}

/** Fields that have no effect in one of the places where the manifest may run. */
function unsupportedNotes({ file, lineOf }: Manifest, monitor: ModelMonitor): ManifestProblem[] {
  return (['cluster', 'laptop'] as const).flatMap((where) =>
    unsupportedFields(monitor, where).map(({ path, message }) => ({ file, line: lineOf(path.split('.')), path, message })),
  );
}

function duplicates(manifests: readonly Manifest[]): ManifestProblem[] {
  const first = new Map<string, Manifest>();
  return manifests.flatMap((manifest) => {
    const identity = `${manifest.namespace}/${manifest.name}`;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, manifest);
    return earlier === undefined || manifest.name === '' ? [] : [twice(manifest, earlier)];
  });
}

/** An object of another kind: a problem when the kind is missing or mistyped, else only worth a note. */
function stranger(manifest: Manifest): { problem?: ManifestProblem; note?: ManifestProblem } {
  const { file, lineOf, kind, name } = manifest;
  const meant = nearest(kind, kinds);
  const place = { file, line: lineOf(['kind']), path: 'kind' };
  if (kind === '') return { problem: { ...place, message: `is required (a text such as ${kinds.join(', ')})` } };
  if (meant !== undefined) return { problem: { ...place, message: `must be ${meant}, got ${kind}` } };
  return { note: { file, line: manifest.line, path: '', message: `${kind} ${name} is for a cluster and left out here` } };
}

function withoutMonitor(path: string): ManifestProblem {
  return { file: path, path: '', message: 'there is no ModelMonitor here' };
}
