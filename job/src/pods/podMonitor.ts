import { createValidator, type ModelMonitor, planFor } from '@modelmonitor/api';

/** A resource with two features, a number and a category, and one that is redacted, for tests. */
export function podMonitor({ maxRows = 1000 }: { maxRows?: number } = {}): ModelMonitor {
  const source = (key: string) => ({ configMap: { name: 'wine', key } });
  const { monitor, problems } = createValidator()({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'wine', namespace: 'default' },
    spec: {
      model: {
        task: 'classification',
        features: [
          { name: 'alcohol', type: 'numeric' },
          { name: 'grape', type: 'categorical' },
          { name: 'secret', type: 'numeric' },
        ],
        target: { name: 'class', classes: ['red', 'white'] },
        versions: [{ name: 'v1', format: 'forest', source: source('v1.json') }],
      },
      capture: { redact: ['secret'], maxRows: 1_000_000 },
      drift: { reference: { source: source('reference.csv') }, window: { maxRows, minRows: 1 } },
    },
  });
  if (monitor === undefined) throw new Error(JSON.stringify(problems));
  return planFor(monitor).monitor;
}
