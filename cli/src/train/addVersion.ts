import { trafficWeights } from '@modelmonitor/api';
import { isCollection } from 'yaml';
import { yamlText } from '../manifests/yamlText.ts';
import type { ExistingMonitor } from './existingMonitor.ts';
import type { NewVersion } from './newMonitor.ts';
import { remainingTraffic } from './remainingTraffic.ts';

/**
 * The text of a `monitor.yaml` with one more version; comments are kept. The other versions reduce their traffic in proportion; shadow
 * versions do not change.
 *
 * @param traffic percent of the requests for the new version
 */
export function addVersion(
  { monitor, document }: ExistingMonitor,
  { version, traffic }: { readonly version: NewVersion; readonly traffic: number },
): string {
  const { versions } = monitor.spec.model;
  const weights = trafficWeights(versions);
  const shared = remainingTraffic([...weights.values()], traffic);
  const percents = new Map([...weights.keys()].map((name, index) => [name, shared[index] ?? 0]));
  const path = ['spec', 'model', 'versions'];
  for (const [index, { name }] of versions.entries()) {
    if (percents.has(name)) document.setIn([...path, index, 'traffic'], percents.get(name));
  }
  const added = document.createNode({ ...version, traffic });
  for (const field of ['source', 'refresh', 'verify']) {
    const inOneLine = added.get(field, true);
    if (isCollection(inOneLine)) inOneLine.flow = true;
  }
  document.addIn(path, added);
  return yamlText(document);
}
