import type { PerformanceHistory } from '@modelmonitor/api';
import { createLabelJoin, type JoinLabels } from '../labels/joinLabels.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import { registerPerformanceTelemetry } from '../telemetry/performanceTelemetry.ts';
import { registerStoreTelemetry } from '../telemetry/storeTelemetry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { keepRetention, type RetentionOptions } from './keepRetention.ts';
import type { LiveStore } from './liveStore.ts';
import { performanceSummary } from './performanceSummary.ts';
import { type StoreSummary, storeSummary } from './storeSummary.ts';
import { type Watched, watchStore } from './watchStore.ts';

/** How often the size of the store and its waiting labels are read, in milliseconds. */
const healthMilliseconds = 10_000;
/** How often performance by day is read, in milliseconds, and how far back. */
const [performanceMilliseconds, performanceSpan] = [15_000, 60 * 86_400_000];

export interface RowsAndLabelsOptions extends Pick<RetentionOptions, 'placement' | 'driftChild' | 'log'> {
  readonly serving: Pick<LiveServing, 'live' | 'waiting'>;
  readonly store: LiveStore;
  readonly environment: RetentionOptions['environment'];
  readonly telemetry: Pick<Telemetry, 'registry' | 'tallies'>;
}

/** Labels join captured rows here, what became of both is counted, and old days of the log are dropped. */
export interface RowsAndLabels {
  readonly join: JoinLabels;
  readonly summary: () => StoreSummary;
  /** Performance by day when it was last read; undefined without a store. */
  readonly performance: Watched<PerformanceHistory>['latest'];
  stop(): void;
}

/** Registers the metrics of captured rows and labels. */
export function rowsAndLabels(options: RowsAndLabelsOptions): RowsAndLabels {
  const { serving, store, environment, telemetry } = options;
  const { live, waiting } = serving;
  const retention = keepRetention({ ...options, monitor: () => live().state.monitor });
  const health = watchStore(store, environment, { milliseconds: healthMilliseconds, read: (client) => client.health() });
  const performance = watchStore(store, environment, {
    milliseconds: performanceMilliseconds,
    read: (client) => client.readPerformance({ by: 'day', from: environment.now() - performanceSpan }),
  });
  registerPerformanceTelemetry(telemetry.registry, performance.latest);
  let dropped = 0;
  const rowsCaptured = () => live().capture.account.captured;
  const waitingLabels = () => waiting.size() + (health.latest()?.waitingLabels ?? 0);
  registerStoreTelemetry({
    registry: telemetry.registry,
    account: () => store.account(rowsCaptured()),
    bytes: () => health.latest()?.bytes ?? 0,
    labels: () => ({ waiting: waitingLabels(), dropped: waiting.dropped() + dropped }),
  });
  return {
    join: createLabelJoin({
      capture: () => live().capture,
      store: store.client,
      outcomes: telemetry.tallies.feedback,
      countDropped: (labels) => {
        dropped += labels;
      },
      now: environment.now,
    }),
    summary: () => {
      const history = performance.latest();
      const days = history === undefined ? undefined : performanceSummary(history);
      const summary = storeSummary({ store, captured: rowsCaptured(), waitingLabels: waitingLabels(), health: health.latest() });
      return days === undefined ? summary : { ...summary, performance: days };
    },
    performance: performance.latest,
    stop() {
      health.stop();
      performance.stop();
      retention.stop();
    },
  };
}
