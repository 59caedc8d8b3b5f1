import { planFor, podPlacement, type Validate } from '@modelmonitor/api';

/** A monitor as small as it can be, with one of everything that rules are about most often. */
const anyMonitor = {
  apiVersion: 'modelmonitor.dev/v1alpha1',
  kind: 'ModelMonitor',
  metadata: { name: 'any', namespace: 'any' },
  spec: {
    model: {
      task: 'classification',
      features: [{ name: 'a', type: 'numeric' }],
      target: { name: 'b', classes: ['c', 'd'] },
      versions: [{ name: 'v1', format: 'forest', source: { configMap: { name: 'any', key: 'model.json' } } }],
    },
    drift: { reference: { source: { configMap: { name: 'any', key: 'reference.csv' } } } },
  },
};

/**
 * Validates and plans a monitor: the generated validator and the rules are compiled by their first call, which takes as long as a hundred others.
 *
 * @throws Error when it is not valid, so that a part of the rules would not be compiled
 */
export function warmUp(validate: Validate): void {
  const { monitor, problems } = validate(anyMonitor);
  if (monitor === undefined) throw new Error(`a monitor for the warm-up is not valid: ${problems[0]?.message}`);
  planFor(monitor, podPlacement);
}
