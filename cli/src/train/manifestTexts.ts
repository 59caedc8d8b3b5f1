import { join } from 'node:path';
import { type ModelMonitor, type Source, trafficWeights } from '@modelmonitor/api';
import { countOf } from '../output/countOf.ts';
import { bytesForContent, configMapYaml, jsonBytes } from './configMap.ts';
import { configMapSource, type DirectoryPlan, type ManifestChoice, type ManifestText, type VersionPlaces } from './directoryPlan.ts';
import { modelManifest } from './modelManifest.ts';
import type { ModelPlace } from './modelSize.ts';
import type { ReferenceLines } from './referenceCsv.ts';
import { referenceManifest } from './referenceManifest.ts';
import type { TrainingData } from './trainingData.ts';

/** The contents of a directory of manifests. */
export interface ManifestParts {
  readonly data: TrainingData;
  readonly model: string | Uint8Array;
  /** What the model is, for the user. */
  readonly about: string;
  readonly reference: ReferenceLines;
  /** Rows with the predictions that the model has to reproduce. */
  readonly verify: string;
}

/** What the API server accepts in one ConfigMap. */
const largestContent = 1_048_576;

/** A model file beside the manifests: neither `modelmonitor run` nor kubectl takes a file of this name for a manifest. */
function fileBeside({ version, format, modelFile }: ManifestChoice): string {
  const [, ending = format] = /\.(\w+)$/.exec(modelFile) ?? [];
  return `model-${version}.${ending === 'json' ? format : ending}`;
}

/** Where a model of this directory is written; undefined where the existing monitor has it in a file. */
export function modelPlace({ choice, name, places, monitorWith }: DirectoryPlan): ModelPlace | undefined {
  const place = configMapSource(name, choice);
  const { configMap } = places?.source ?? place;
  if (configMap === undefined) return undefined;
  const room = bytesForContent({ ...configMap, ...namespaceOf(monitorWith({ source: place }).monitor) });
  return { room, file: places === undefined ? join(choice.shown, fileBeside(choice)) : undefined };
}

/**
 * The manifests that serve a model: `monitor.yaml` if it changes, `model-VERSION.yaml` or a file if the model is too large for it,
 * `verify-VERSION.yaml`, and `reference.yaml` if no other version gets more of the traffic.
 *
 * @throws InputError if the existing monitor has the model in a ConfigMap, and it does not fit
 */
export function manifestTexts(plan: DirectoryPlan, parts: ManifestParts): ManifestText[] {
  const { choice, name, monitorWith } = plan;
  const verify = { source: { configMap: { name: `${name}-verify-${choice.version}`, key: 'verify.json' } } };
  const places = plan.places ?? { source: newSource(plan, parts.model), verify };
  const { monitor, changes } = monitorWith(places);
  return [
    ...(changes === undefined ? [] : [changes]),
    ...modelFile({ choice, places }, parts, monitor),
    ...verifyFile({ choice, places }, parts, monitor),
    ...referenceFile(choice, parts, monitor),
  ];
}

function newSource(plan: DirectoryPlan, model: string | Uint8Array): Source {
  const { choice, name } = plan;
  if (choice.source !== undefined) return choice.source;
  // A model that kubectl takes only with --server-side is better off in a cluster than beside it.
  const fits =
    jsonBytes(model) <= (modelPlace(plan)?.room ?? 0) || (choice.writer === 'import' && Buffer.byteLength(model) <= largestContent);
  return fits ? configMapSource(name, choice) : { file: { path: fileBeside(choice) } };
}

interface Placed {
  readonly choice: ManifestChoice;
  readonly places: VersionPlaces;
}

function modelFile({ choice, places: { source } }: Placed, { model, about }: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  const { configMap, file } = source;
  if (file !== undefined)
    return [{ file: file.path, text: model, note: `${about}; for \`modelmonitor run\`, since it is too large for a ConfigMap` }];
  // A model of another source stays there.
  if (configMap === undefined) return [];
  const place = { ...configMap, ...namespaceOf(monitor) };
  const comment = `Model ${choice.version} of ${monitor.metadata.name}, written by \`modelmonitor ${choice.writer}\`.`;
  const isLarge = choice.writer === 'import' && jsonBytes(model) > bytesForContent(place);
  const text = isLarge ? configMapYaml({ ...place, content: model }, comment) : modelManifest({ ...place, content: model }, comment);
  const note = isLarge ? `${about}; it takes \`kubectl apply --server-side\`` : about;
  return [{ file: `model-${choice.version}.yaml`, text, note }];
}

/** Whether a version is one model, and no other comes by itself. */
function isFixed({ refresh, source }: ManifestChoice): boolean {
  return refresh === undefined && source?.remote === undefined;
}

function verifyFile({ choice, places: { verify } }: Placed, parts: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  if (verify === undefined) return [];
  const { configMap, file } = verify.source;
  const note = isFixed(choice)
    ? 'rows and their predictions, which the model has to reproduce before it serves'
    : 'rows that the model has to predict before it serves';
  if (file !== undefined) return [{ file: file.path, text: parts.verify, note }];
  if (configMap === undefined) return [];
  const rows = isFixed(choice) ? 'Predictions' : 'Rows';
  const outcome = isFixed(choice) ? 'gives others' : 'does not predict them';
  const comment = `${rows} of model ${choice.version} of ${monitor.metadata.name}: a model that ${outcome} does not serve.`;
  const text = configMapYaml({ ...configMap, ...namespaceOf(monitor), content: parts.verify }, comment);
  return [{ file: `verify-${choice.version}.yaml`, text, note }];
}

function referenceFile({ version, seed, writer }: ManifestChoice, { reference }: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  const { configMap } = monitor.spec.drift.reference.source;
  if (configMap === undefined || !hasMostTraffic(version, monitor)) return [];
  const all = reference.rows.length;
  const what =
    writer === 'train' ? `its training data, with out-of-bag predictions of ${version}` : `rows with the predictions of ${version}`;
  const comment = `Reference of ${monitor.metadata.name} for drift checks: ${what}.`;
  const { yaml, rows } = referenceManifest({ ...configMap, ...namespaceOf(monitor) }, reference, { seed, comment });
  return [
    {
      file: 'reference.yaml',
      text: yaml,
      note:
        rows === all
          ? `${countOf(rows, 'row')}`
          : `${rows.toLocaleString('en-US')} of ${countOf(all, 'row')}, a sample that fits into a ConfigMap`,
    },
  ];
}

/** Whether no other version gets more of the traffic. */
function hasMostTraffic(version: string, monitor: ModelMonitor): boolean {
  const weights = trafficWeights(monitor.spec.model.versions);
  const [first] = [...weights].sort(([, left], [, right]) => right - left);
  return first?.[0] === version;
}

function namespaceOf({ metadata: { namespace } }: ModelMonitor): { namespace?: string } {
  return namespace === 'default' ? {} : { namespace };
}
