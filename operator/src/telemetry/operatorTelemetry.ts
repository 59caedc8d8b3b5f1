import { type Metric, operatorMetrics as metrics } from '@modelmonitor/api';
import type { CacheMeter, Clock, QueueMeter, RequestMeter, TurnMeter } from '@modelmonitor/kube';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { WriteMeter } from '../children/applyChildren.ts';

/** Value of the labels `controller` and `name`: there is one controller, and one queue. */
const controller = 'modelmonitor';

/** Metrics of the operator itself. */
export interface OperatorTelemetry {
  readonly registry: Registry;
  readonly requests: RequestMeter;
  readonly caches: CacheMeter;
  readonly queue: QueueMeter;
  readonly reconciles: TurnMeter;
  readonly writes: WriteMeter & { startedEarly(reason: string): void };
  /** Exports a value that is read at scrape time. */
  gauge(metric: Metric, read: () => Iterable<{ readonly labels: Readonly<Record<string, string>>; readonly value: number }>): void;
}

export interface TelemetryOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Host of the API server. */
  readonly host: string;
  readonly workers: number;
}

export function createOperatorTelemetry({ clock, host, workers }: TelemetryOptions): OperatorTelemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (metric: Metric) =>
    new Counter({ name: metric.name, help: metric.help, labelNames: [...metric.labels], registers: [registry] });
  const histogram = ({ name, help, labels, buckets = [] }: Metric) =>
    new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [registry] });
  const gauge: OperatorTelemetry['gauge'] = ({ name, help, labels }, read) => {
    const created: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      collect() {
        created.reset();
        for (const { labels: own, value } of read()) created.set(own, value);
      },
    });
  };
  const seconds = () => clock.monotonic() / 1000;
  const [requests, requestSeconds] = [counter(metrics.requests), histogram(metrics.requestSeconds)];
  const [lists, watches] = [counter(metrics.lists), counter(metrics.watches)];
  const [applies, earlyRuns] = [counter(metrics.applies), counter(metrics.earlyRuns)];
  gauge(metrics.mostWorkers, () => [{ labels: { controller }, value: workers }]);
  return {
    registry,
    gauge,
    requests: {
      begin(method) {
        const startedAt = seconds();
        return (code) => {
          requests.inc({ code, method, host });
          requestSeconds.observe({ verb: method, host }, seconds() - startedAt);
        };
      },
    },
    caches: {
      listed: (kind, outcome) => lists.inc({ kind, outcome }),
      watched: (kind, outcome) => watches.inc({ kind, outcome }),
    },
    queue: queueMeter({ counter, histogram, gauge, seconds }),
    reconciles: reconcileMeter({ counter, histogram, gauge, seconds }),
    writes: {
      wrote: (kind, action) => applies.inc({ kind, action }),
      startedEarly: (reason) => earlyRuns.inc({ reason }),
    },
  };
}

interface Factories {
  readonly counter: (metric: Metric) => Counter;
  readonly histogram: (metric: Metric) => Histogram;
  readonly gauge: OperatorTelemetry['gauge'];
  readonly seconds: () => number;
}

function queueMeter({ counter, histogram, gauge, seconds }: Factories): QueueMeter {
  const name = controller;
  const adds = counter(metrics.queueAdds).labels({ name });
  const [waited, worked] = [histogram(metrics.queueSeconds), histogram(metrics.workSeconds)];
  const added = new Map<string, number>();
  const started = new Map<string, number>();
  const running = () => [...started.values()].map((at) => seconds() - at);
  gauge(metrics.unfinishedSeconds, () => [{ labels: { name }, value: running().reduce((sum, time) => sum + time, 0) }]);
  gauge(metrics.longestRunningSeconds, () => [{ labels: { name }, value: Math.max(0, ...running()) }]);
  return {
    added(key) {
      adds.inc();
      added.set(key, seconds());
    },
    started(key) {
      waited.observe({ name }, seconds() - (added.get(key) ?? seconds()));
      added.delete(key);
      started.set(key, seconds());
    },
    finished(key) {
      worked.observe({ name }, seconds() - (started.get(key) ?? seconds()));
      started.delete(key);
    },
  };
}

/** controller-runtime's names of outcomes. */
const results = { done: 'success', wait: 'requeue_after', retry: 'error', giveUp: 'error' } as const;

function reconcileMeter({ counter, histogram, gauge, seconds }: Factories): TurnMeter {
  const [total, errors, terminal] = [
    counter(metrics.reconciles),
    counter(metrics.reconcileErrors),
    counter(metrics.terminalReconcileErrors),
  ];
  const retries = counter(metrics.queueRetries);
  const times = histogram(metrics.reconcileSeconds);
  let active = 0;
  gauge(metrics.activeWorkers, () => [{ labels: { controller }, value: active }]);
  return {
    begin() {
      const startedAt = seconds();
      active++;
      return (outcome) => {
        active--;
        times.observe({ controller }, seconds() - startedAt);
        total.inc({ controller, result: results[outcome] });
        if (outcome === 'retry') retries.inc({ name: controller });
        if (outcome === 'retry' || outcome === 'giveUp') errors.inc({ controller });
        if (outcome === 'giveUp') terminal.inc({ controller });
      };
    },
  };
}
