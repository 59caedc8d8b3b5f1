import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { StoreCall, StoreQuery } from '@modelmonitor/store';
import type { Registry } from 'prom-client';
import { createHistogramTally, createTally, observe, registerSamples } from './tally.ts';

/** Measures requests to what a predictor depends on. */
export interface DependencyMeter {
  /** Starts the measurement of one request to a dependency; the result ends it. */
  measure(dependency: string): (succeeded: boolean) => void;
  /** Counts a call of the store, which its thread measured; for SQLite it is the query, too. */
  countCall(dependency: 'postgres' | 'sqlite', call: StoreCall): void;
  /** Measures a statement that was sent to PostgreSQL, or an attempt to connect. */
  countStatement(statement: StoreQuery): void;
}

/** Registers the metrics of the servers and stores that a predictor depends on, and counts requests to them. */
export function createDependencyMeter(registry: Registry, monotonicSeconds: () => number): DependencyMeter {
  const up = new Map<string, boolean>();
  const durations = createHistogramTally(registry, metrics.dependencyQueryDuration);
  const queries = createTally(metrics.dataQueries.labels);
  registerSamples(registry, metrics.dependencyUp, () =>
    [...up].map(([dependency, succeeded]) => ({ labels: { dependency }, value: succeeded ? 1 : 0 })),
  );
  registerSamples(registry, metrics.dataQueries, queries.samples);
  const record = (dependency: string, seconds: number, succeeded: boolean) => {
    up.set(dependency, succeeded);
    observe(durations.series([dependency]), seconds);
  };
  return {
    measure(dependency) {
      const start = monotonicSeconds();
      return (succeeded) => record(dependency, monotonicSeconds() - start, succeeded);
    },
    countCall(dependency, { name, seconds, outcome }) {
      queries.add([dependency, name, outcome]);
      // A store that refuses a value was reached.
      if (dependency === 'sqlite') record(dependency, seconds, outcome !== 'failed');
    },
    countStatement: ({ seconds, isConnected }) => record('postgres', seconds, isConnected),
  };
}
