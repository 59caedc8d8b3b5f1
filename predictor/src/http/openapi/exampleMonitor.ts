import { type ModelMonitor, modelMonitorSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';

/** Markup that would run a script if a page did not treat it as text; tests use it as a name. */
export const hostileName = '"><img src=x onerror="document.title=1">';

export interface ExampleMonitorOptions {
  readonly features?: readonly object[];
  readonly target?: { readonly name: string; readonly classes?: readonly string[] };
  readonly serving?: object;
  /** Source of the first version. */
  readonly source?: object;
}

/** A ModelMonitor for tests, validated and completed by the schema of the resource. */
export function exampleMonitor(options: ExampleMonitorOptions = {}): ModelMonitor {
  const { features = wineFeatures, target = wineTarget, serving = {}, source } = options;
  const version = (name: string, key: string) => ({ name, format: 'forest', source: { configMap: { name: 'wine-models', key } } });
  const task = target.classes === undefined ? 'regression' : 'classification';
  const monitor: unknown = {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'wine' },
    spec: {
      model: {
        task,
        features,
        target,
        versions: [
          { ...version('v1', 'v1.json'), ...(source === undefined ? {} : { source }), traffic: 80 },
          { ...version('v2', 'v2.json'), traffic: 20 },
          { ...version('v3', 'v3.json'), shadow: true },
        ],
      },
      serving,
      drift: { reference: { source: { configMap: { name: 'wine-data', key: 'reference.csv' } } } },
    },
  };
  const ajv = new Ajv({ useDefaults: true, strict: false });
  if (!ajv.validate(modelMonitorSchema, monitor)) throw new Error(`the example is not valid: ${ajv.errorsText()}`);
  return monitor as ModelMonitor;
}

const wineFeatures = [
  { name: 'alcohol', type: 'numeric', range: { min: 11, max: 15 } },
  { name: 'malic acid', type: 'numeric', range: { min: 0 } },
  { name: 'hue', type: 'numeric', optional: true },
  { name: 'soil', type: 'categorical', values: ['clay', 'sand', hostileName] },
  { name: hostileName, type: 'numeric', optional: true },
];

const wineTarget = { name: 'cultivar', classes: ['barolo', 'grignolino', hostileName] };
