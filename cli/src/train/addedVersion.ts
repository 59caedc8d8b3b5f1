import { trafficWeights } from '@modelmonitor/api';
import { isCollection } from 'yaml';
import type { KnownMonitor } from './knownMonitor.ts';
import { sharedTraffic } from './sharedTraffic.ts';

/**
 * The text of a `monitor.yaml` with one more version, its comments kept. The versions there are give the new one its part of the
 * traffic, each in proportion; shadows stay as they are.
 *
 * @param traffic percent of the requests for the new version
 */
export function addedVersion(
  { monitor, document }: KnownMonitor,
  { version, traffic }: { readonly version: string; readonly traffic: number },
): string {
  const { versions } = monitor.spec.model;
  const weights = trafficWeights(versions);
  const shared = sharedTraffic([...weights.values()], traffic);
  const percents = new Map([...weights.keys()].map((name, index) => [name, shared[index] ?? 0]));
  const path = ['spec', 'model', 'versions'];
  for (const [index, { name }] of versions.entries()) {
    if (percents.has(name)) document.setIn([...path, index, 'traffic'], percents.get(name));
  }
  const source = { configMap: { name: `${monitor.metadata.name}-model-${version}`, key: 'model.json' } };
  const added = document.createNode({ name: version, format: 'forest', source, traffic });
  const inOneLine = added.get('source', true);
  if (isCollection(inOneLine)) inOneLine.flow = true;
  document.addIn(path, added);
  return document.toString({ lineWidth: 0 });
}
