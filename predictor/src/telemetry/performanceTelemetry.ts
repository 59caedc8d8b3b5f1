import { type Metric, type PerformanceHistory, performanceGauges, performanceSamples } from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import { registerSamples } from './tally.ts';

/** Exports performance by day as it was last read; nothing without a store. */
export function registerPerformanceTelemetry(registry: Registry, history: () => PerformanceHistory | undefined): void {
  let computed: { readonly of: PerformanceHistory | undefined; readonly samples: ReturnType<typeof performanceSamples> } | undefined;
  // The same history is scraped several times before it is read again.
  const samples = () => {
    const of = history();
    if (computed?.of !== of || computed === undefined) computed = { of, samples: of === undefined ? [] : performanceSamples(of) };
    return computed.samples;
  };
  for (const metric of Object.values<Metric>(performanceGauges))
    registerSamples(registry, metric, () => samples().filter((sample) => sample.metric === metric));
}
