import { type ModelMonitor, trafficWeights } from '@modelmonitor/api';
import { counted } from '../output/counted.ts';
import { modelManifest } from './modelManifest.ts';
import { configMapOf, type ManifestChoice, type ManifestText, type PlannedDirectory } from './plannedDirectory.ts';
import type { ReferenceLines } from './referenceCsv.ts';
import { referenceManifest } from './referenceManifest.ts';
import type { TrainingData } from './trainingData.ts';

/** What a directory of manifests is made of. */
export interface ManifestParts {
  readonly data: TrainingData;
  readonly modelText: string;
  readonly reference: ReferenceLines;
}

/**
 * The manifests that serve a trained model: `monitor.yaml` where it changes, `model-VERSION.yaml`, and `reference.yaml` when no other
 * version takes more of the traffic.
 *
 * @throws InputError when the model does not fit into a ConfigMap
 */
export function manifestTexts({ choice, monitor, written }: PlannedDirectory, parts: ManifestParts): ManifestText[] {
  return [...(written === undefined ? [] : [written]), modelFile(choice, parts, monitor), ...referenceFile(choice, parts, monitor)];
}

function modelFile({ version }: ManifestChoice, { modelText, data }: ManifestParts, monitor: ModelMonitor): ManifestText {
  const configMap = { ...configMapOf(version, monitor), ...namespaceOf(monitor), text: modelText };
  const text = modelManifest(configMap, `Model ${version} of ${monitor.metadata.name}, written by \`modelmonitor train\`.`);
  return { file: `model-${version}.yaml`, text, note: `the model, trained to predict ${data.targetName}` };
}

function referenceFile({ version, seed }: ManifestChoice, { reference }: ManifestParts, monitor: ModelMonitor): ManifestText[] {
  const source = monitor.spec.drift.reference.source.configMap;
  if (!leads(version, monitor)) return [];
  const comment = `What traffic of ${monitor.metadata.name} is compared with: data it was made from; prediction is what trees of ${version} answer that have not seen the row.`;
  const { yaml, rows } = referenceManifest({ ...source, ...namespaceOf(monitor) }, reference, { seed, comment });
  const all = reference.rows.length;
  return [
    {
      file: 'reference.yaml',
      text: yaml,
      note: rows === all ? `${counted(rows, 'row')}` : `${rows.toLocaleString('en-US')} of ${counted(all, 'row')}, as many as fit`,
    },
  ];
}

/** Whether no other version takes more of the traffic. */
function leads(version: string, monitor: ModelMonitor): boolean {
  const weights = trafficWeights(monitor.spec.model.versions);
  const [first] = [...weights].sort(([, left], [, right]) => right - left);
  return first?.[0] === version;
}

function namespaceOf({ metadata: { namespace } }: ModelMonitor): { namespace?: string } {
  return namespace === 'default' ? {} : { namespace };
}
