import type { ModelMonitor, Source } from '@modelmonitor/api';
import { type Document, isCollection, isMap, isScalar } from 'yaml';
import { yamlDocument, yamlText } from '../manifests/yamlText.ts';
import { observedRange } from './observedRange.ts';
import { rowOf, type TrainingData } from './trainingData.ts';

/** A version of a model as a resource lists it. */
export interface NewVersion {
  readonly name: string;
  readonly format: string;
  /** Where the model is. */
  readonly source: Source;
  /** How often a newer model is looked for. */
  readonly refresh?: ModelMonitor['spec']['model']['versions'][number]['refresh'];
  /** Where the predictions are that it has to reproduce. */
  readonly verify?: ModelMonitor['spec']['model']['versions'][number]['verify'];
}

export interface NewMonitor {
  /** The command that writes it. */
  readonly writer: 'train' | 'import';
  readonly name: string;
  readonly version: NewVersion;
  /** Whether requests far outside the values of the data are rejected. */
  readonly ranges: boolean;
}

/** Comments in the file, by the path of the field. */
const comments: Readonly<Record<string, string>> = {
  'spec.model.features': 'order = order of the array form of /predict',
  'spec.model.ignored': 'columns of the data that requests may hold, so that whole rows can be sent; they are not read',
  'spec.model.versions': 'with several versions, traffic splits the requests between them, in percent',
  'spec.drift.every': 'interval of the checks; early: { rows: 500 } beside it also starts one when that many new rows have arrived',
  'spec.drift.window': 'the newest rows a check compares; below minRows the verdict is "unknown"',
  'spec.drift.share': 'the data set has drifted if at least this share of features has',
};

/** `monitor.yaml` for a new model: one version, drift checks against its training data, defaults for everything else. */
export function newMonitor(data: TrainingData, { writer, name, version, ranges }: NewMonitor): string {
  const { task, classes } = data.contract;
  const ignored = columnsToIgnore(data);
  const document = yamlDocument({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name },
    spec: {
      model: {
        task,
        features: data.contract.features.map((_, index) => featureField(data, index, ranges)),
        target: { name: data.targetName, ...(classes.length > 0 ? { classes } : {}) },
        ...(ignored.length > 0 ? { ignored } : {}),
        versions: [version],
      },
      capture: { maxRows: 5000 },
      drift: {
        every: '1h',
        window: { maxRows: 500, minRows: 50 },
        reference: { source: { configMap: { name: `${name}-reference`, key: 'reference.csv' } } },
        share: 0.5,
      },
    },
  });
  document.commentBefore = ` Written by \`modelmonitor ${writer}\`; edit it as you like. Fields that are not set have defaults.`;
  for (const [path, comment] of Object.entries(comments)) commentOn(document, path.split('.'), comment);
  for (const path of inOneLine(document)) inFlow(document.getIn(path, true));
  return yamlText(document);
}

/** The other columns of the data: the target, and those left out, as far as the resource can hold them. */
function columnsToIgnore({ targetName, contract, otherColumns }: TrainingData): string[] {
  const features = new Set(contract.features.map(({ name }) => name));
  const [longest, most] = [1000, 1000];
  return [...new Set([targetName, ...otherColumns])]
    .filter((name) => !features.has(name) && name !== '' && name.length <= longest)
    .slice(0, most);
}

function featureField(data: TrainingData, index: number, ranges: boolean) {
  const feature = data.contract.features[index];
  if (!ranges || feature?.type !== 'numeric') return feature;
  const range = observedRange(data.target.map((_, row) => rowOf(data, row)[index] ?? Number.NaN).filter(Number.isFinite));
  return { ...feature, ...(range === undefined ? {} : { range }) };
}

function inOneLine(document: Document): (string | number)[][] {
  const features = document.getIn(['spec', 'model', 'features'], true);
  const count = isCollection(features) ? features.items.length : 0;
  const drift = ['spec', 'drift'];
  return [
    ...Array.from({ length: count }, (_, index) => ['spec', 'model', 'features', index]),
    ['spec', 'model', 'target'],
    ['spec', 'model', 'ignored'],
    ['spec', 'model', 'versions', 0, 'source'],
    ['spec', 'model', 'versions', 0, 'refresh'],
    ['spec', 'model', 'versions', 0, 'verify'],
    [...drift, 'window'],
    [...drift, 'reference', 'source'],
  ];
}

function inFlow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}

function commentOn(document: Document, path: readonly string[], comment: string): void {
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  if (isScalar(pair?.key)) pair.key.commentBefore = ` ${comment}`;
}
