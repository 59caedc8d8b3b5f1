import { join } from 'node:path';
import { type ModelMonitor, type Source, trafficWeights } from '@modelmonitor/api';
import { countOf } from '../output/countOf.ts';
import { bytesForText, jsonBytes } from './configMap.ts';
import { configMapSource, type DirectoryPlan, type ManifestChoice, type ManifestText } from './directoryPlan.ts';
import { modelManifest } from './modelManifest.ts';
import type { ModelPlace } from './modelSize.ts';
import type { ReferenceLines } from './referenceCsv.ts';
import { referenceManifest } from './referenceManifest.ts';
import type { TrainingData } from './trainingData.ts';

/** The contents of a directory of manifests. */
export interface ManifestParts {
  readonly data: TrainingData;
  readonly modelText: string;
  readonly reference: ReferenceLines;
}

/** A model file beside the manifests: neither `modelmonitor run` nor kubectl takes a file of this name for a manifest. */
function modelFileOf(version: string): string {
  return `model-${version}.forest`;
}

/** Where a model of this directory is written; undefined where the existing monitor has it in a file. */
export function modelPlace({ choice: { shown, version }, name, source, monitorWith }: DirectoryPlan): ModelPlace | undefined {
  const place = configMapSource(name, version);
  const { configMap } = source ?? place;
  if (configMap === undefined) return undefined;
  const room = bytesForText({ ...configMap, ...namespaceOf(monitorWith(place).monitor) });
  return { room, file: source === undefined ? join(shown, modelFileOf(version)) : undefined };
}

/**
 * The manifests that serve a trained model: `monitor.yaml` if it changes, `model-VERSION.yaml` or a file if the model is too large for it,
 * and `reference.yaml` if no other version gets more of the traffic.
 *
 * @throws InputError if the existing monitor has the model in a ConfigMap, and it does not fit
 */
export function manifestTexts(plan: DirectoryPlan, parts: ManifestParts): ManifestText[] {
  const { choice, name, monitorWith } = plan;
  const fits = jsonBytes(parts.modelText) <= (modelPlace(plan)?.room ?? 0);
  const source = plan.source ?? (fits ? configMapSource(name, choice.version) : { file: { path: modelFileOf(choice.version) } });
  const { monitor, changes } = monitorWith(source);
  return [
    ...(changes === undefined ? [] : [changes]),
    modelFile({ choice, source }, parts, monitor),
    ...referenceFile(choice, parts, monitor),
  ];
}

function modelFile(
  { choice: { version }, source: { configMap, file } }: { readonly choice: ManifestChoice; readonly source: Source },
  { modelText, data }: ManifestParts,
  monitor: ModelMonitor,
): ManifestText {
  const note = `the model, trained to predict ${data.targetName}`;
  if (configMap === undefined) {
    return {
      file: file?.path ?? modelFileOf(version),
      text: modelText,
      note: `${note}; for \`modelmonitor run\`, since it is too large for a ConfigMap`,
    };
  }
  const text = modelManifest(
    { ...configMap, ...namespaceOf(monitor), text: modelText },
    `Model ${version} of ${monitor.metadata.name}, written by \`modelmonitor train\`.`,
  );
  return { file: `model-${version}.yaml`, text, note };
}

function referenceFile({ version, seed }: ManifestChoice, { reference }: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  const { configMap } = monitor.spec.drift.reference.source;
  if (!hasMostTraffic(version, monitor)) return [];
  const all = reference.rows.length;
  const comment = `Reference of ${monitor.metadata.name} for drift checks: its training data, with out-of-bag predictions of ${version}.`;
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
