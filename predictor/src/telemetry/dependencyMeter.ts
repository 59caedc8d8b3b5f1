import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import { createHistogramTally, observe, registerSamples } from './tally.ts';

/** Starts the measurement of one request to a dependency; the result ends it. */
export type MeterDependency = (dependency: string) => (succeeded: boolean) => void;

/** Registers the metrics of the servers that a predictor depends on, and counts requests to them. */
export function createDependencyMeter(registry: Registry, monotonicSeconds: () => number): MeterDependency {
  const up = new Map<string, boolean>();
  const durations = createHistogramTally(registry, metrics.dependencyQueryDuration);
  registerSamples(registry, metrics.dependencyUp, () =>
    [...up].map(([dependency, succeeded]) => ({ labels: { dependency }, value: succeeded ? 1 : 0 })),
  );
  return (dependency) => {
    const start = monotonicSeconds();
    return (succeeded) => {
      up.set(dependency, succeeded);
      observe(durations.series([dependency]), monotonicSeconds() - start);
    };
  };
}
