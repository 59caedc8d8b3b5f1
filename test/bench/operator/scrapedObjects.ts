import { createValidator, planFor } from '@modelmonitor/api';
import type { RawObject } from '@modelmonitor/kube';
import { childTypes, namespaceServiceMonitor, render } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { type BenchApi, inFlight } from './benchApi.ts';
import { forEachOf } from './forEachOf.ts';
import { type Placed, wineMonitor } from './wineMonitors.ts';

export type ServiceMonitorScope = 'monitor' | 'namespace';

const images = { predictor: 'p', drift: 'd', pullPolicy: 'IfNotPresent', pullSecrets: [] } as const;

/** Creates what Prometheus discovers monitors by: their Services with one address each, and their ServiceMonitors. */
export async function applyScraped(api: BenchApi, { places, namespaces }: Placed, serviceMonitorScope: ServiceMonitorScope): Promise<void> {
  const validate = createValidator();
  const has = { serviceMonitor: true, alertmanagerConfig: false, httpRoute: false };
  const context = {
    images,
    ownerUid: undefined,
    callers: undefined,
    has,
    serviceMonitorLabels: {},
    serviceMonitorScope,
    driftPaused: false,
  };
  await forEachOf(places, inFlight, async (place) => {
    const { monitor } = validate(wineMonitor(place));
    if (monitor === undefined) throw new Error('the wine example is not valid');
    const objects = render(planFor(monitor), context).filter(({ kind }) => kind === 'service' || kind === 'serviceMonitor');
    for (const { kind, object } of objects) {
      await api.apply(pathOf(childTypes[kind], object.metadata), object as RawObject, 'benchmark');
      if (kind === 'service') await api.post(slices(place.namespace), sliceOf(object as RawObject));
    }
  });
  if (serviceMonitorScope === 'monitor') return;
  for (const namespace of namespaces) {
    const { object } = namespaceServiceMonitor(namespace, { serviceMonitorLabels: {} });
    await api.apply(pathOf(childTypes.serviceMonitor, object.metadata), object as RawObject, 'benchmark');
  }
}

const slices = (namespace: string) => `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;

/** One address, at which nothing responds (RFC 5737). */
function sliceOf({ metadata }: RawObject): object {
  return {
    metadata: { name: metadata.name, labels: { ...metadata.labels, 'kubernetes.io/service-name': metadata.name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
    ports: [
      { name: 'http', port: 8000 },
      { name: 'metrics', port: 9090 },
    ],
  };
}
