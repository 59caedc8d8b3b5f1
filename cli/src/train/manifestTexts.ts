import { type ModelMonitor, trafficWeights } from '@modelmonitor/api';
import { countOf } from '../output/countOf.ts';
import { configMapOf, type DirectoryPlan, type ManifestChoice, type ManifestText } from './directoryPlan.ts';
import { modelManifest } from './modelManifest.ts';
import type { ReferenceLines } from './referenceCsv.ts';
import { referenceManifest } from './referenceManifest.ts';
import type { TrainingData } from './trainingData.ts';

/** The contents of a directory of manifests. */
export interface ManifestParts {
  readonly data: TrainingData;
  readonly modelText: string;
  readonly reference: ReferenceLines;
}

/**
 * The manifests that serve a trained model: `monitor.yaml` if it changes, `model-VERSION.yaml`, and `reference.yaml` if no other version
 * gets more of the traffic.
 *
 * @throws InputError if the model does not fit into a ConfigMap
 */
export function manifestTexts({ choice, monitor, changes }: DirectoryPlan, parts: ManifestParts): ManifestText[] {
  return [...(changes === undefined ? [] : [changes]), modelFile(choice, parts, monitor), ...referenceFile(choice, parts, monitor)];
}

function modelFile({ version }: ManifestChoice, { modelText, data }: ManifestParts, monitor: ModelMonitor): ManifestText {
  const configMap = { ...configMapOf(version, monitor), ...namespaceOf(monitor), text: modelText };
  const text = modelManifest(configMap, `Model ${version} of ${monitor.metadata.name}, written by \`modelmonitor train\`.`);
  return { file: `model-${version}.yaml`, text, note: `the model, trained to predict ${data.targetName}` };
}

function referenceFile({ version, seed }: ManifestChoice, { reference }: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  const source = monitor.spec.drift.reference.source.configMap;
  if (!hasMostTraffic(version, monitor)) return [];
  const comment = `Reference of ${monitor.metadata.name} for drift checks: its training data, with out-of-bag predictions of ${version}.`;
  const { yaml, rows } = referenceManifest({ ...source, ...namespaceOf(monitor) }, reference, { seed, comment });
  const all = reference.rows.length;
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
