import { createValidator, type ModelMonitor } from '@modelmonitor/api';
import { Registry } from 'prom-client';
import { sumOf } from '../scrapedSamples.ts';
import { testMonitor } from '../testConfiguration.ts';
import { registerDriftTelemetry } from './driftTelemetry.ts';

test('the samples of all drift metrics are computed once per scrape', async () => {
  const registry = new Registry();
  const { monitor } = createValidator()(testMonitor());
  let reads = 0;
  registerDriftTelemetry({
    registry,
    monitor: () => monitor as ModelMonitor,
    newest: () => {
      reads++;
      return undefined;
    },
    confirmed: () => 'unknown',
    runs: () => [],
    failures: () => 10 * reads,
    lastFailure: () => 1000 * reads,
  });
  for (const scrapes of [1, 2, 3]) {
    const scrape = await registry.metrics();
    expect(reads).toBe(scrapes);
    expect(sumOf(scrape, 'modelmonitor_report_failures_total')).toBe(10 * scrapes);
    expect(sumOf(scrape, 'modelmonitor_report_last_failure_timestamp_seconds')).toBe(scrapes);
  }
});
