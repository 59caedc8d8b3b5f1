import type { ModelMonitor, MonitorStatus } from '@modelmonitor/api';
import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';

/** A ModelMonitor as the cache holds it. */
export interface MonitorItem extends Stored {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly spec: ModelMonitor['spec'];
  readonly status: MonitorStatus;
}

export function monitorItem({ metadata, spec, status }: RawObject): MonitorItem {
  const { name, namespace = '', generation = 0, deletionTimestamp } = metadata;
  return {
    ...identityOf(metadata),
    name,
    namespace,
    generation,
    deleting: deletionTimestamp !== undefined,
    spec: spec as ModelMonitor['spec'],
    status: (status ?? {}) as MonitorStatus,
  };
}
