import { durationMilliseconds, type ModelMonitor } from '@modelmonitor/api';
import type { RenderContext } from './renderContext.ts';

/** Scrape interval of a resource that sets none. */
export const defaultInterval = '10s';

/** Label of a Service whose pods the ServiceMonitor of the namespace selects. */
export const sharedScrapeLabel = 'modelmonitor.dev/service-monitor';

/** Whether the one ServiceMonitor of the namespace covers a monitor: it has no scrape settings of its own. */
export function sharesServiceMonitor(
  { enabled, interval, labels }: ModelMonitor['spec']['monitoring']['serviceMonitor'],
  { serviceMonitorScope }: Pick<RenderContext, 'serviceMonitorScope'>,
): boolean {
  const isPlain = Object.keys(labels).length === 0 && durationMilliseconds(interval) === durationMilliseconds(defaultInterval);
  return enabled && isPlain && serviceMonitorScope === 'namespace';
}

/** Value of the label: of operators of several classes, each has a ServiceMonitor for its own monitors. */
export function sharedScrapeValue({ class: operatorClass }: Pick<RenderContext, 'class'>): string {
  return operatorClass === undefined ? 'shared' : `shared-${operatorClass}`;
}
