import type { ModelMonitor } from '../schema/modelMonitor.ts';

/** A field that is accepted and yet changes nothing where the plan runs: said, never dropped in silence. */
export interface Notice {
  readonly path: string;
  readonly message: string;
}

/** Fields only a cluster can honour. */
export function clusterOnly({ spec }: ModelMonitor): Notice[] {
  const { serving, alerts, monitoring } = spec;
  const on = (condition: boolean, path: string, message: string) => notice(condition, path, `takes effect in a cluster only: ${message}`);
  return [
    on(serving.replicas !== 1, 'spec.serving.replicas', 'one process serves'),
    on(serving.autoscale !== undefined, 'spec.serving.autoscale', 'one process serves'),
    on(serving.resources !== undefined, 'spec.serving.resources', 'the process takes what it needs'),
    on(serving.podTemplate !== undefined, 'spec.serving.podTemplate', 'there is no pod'),
    on(alerts.receivers !== undefined, 'spec.alerts.receivers', 'no Alertmanager is configured'),
    on(
      Object.keys(monitoring.serviceMonitor.labels).length > 0,
      'spec.monitoring.serviceMonitor',
      'Prometheus has to be pointed at /metrics by hand',
    ),
  ].flat();
}

function notice(condition: boolean, path: string, message: string): Notice[] {
  return condition ? [{ path, message }] : [];
}
