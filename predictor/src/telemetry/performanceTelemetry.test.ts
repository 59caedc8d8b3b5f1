import { type Metric, performanceGauges } from '@modelmonitor/api';
import { Registry } from 'prom-client';
import { exampleHistory } from '../../../api/src/report/exampleHistory.ts';
import { scrapedSamples } from '../scrapedSamples.ts';
import { registerPerformanceTelemetry } from './performanceTelemetry.ts';

test('every gauge is exported with the labels of the catalogue', async () => {
  const registry = new Registry();
  registerPerformanceTelemetry(registry, exampleHistory);
  const samples = scrapedSamples(await registry.metrics());
  for (const { name, labels } of Object.values<Metric>(performanceGauges)) {
    const own = samples.filter((sample) => sample.name === name);
    expect(own.length).toBeGreaterThan(0);
    for (const sample of own) expect(Object.keys(sample.labels).toSorted()).toEqual(labels.toSorted());
  }
});

test('the newest history counts; nothing is exported without one', async () => {
  const registry = new Registry();
  let history: ReturnType<typeof exampleHistory> | undefined;
  registerPerformanceTelemetry(registry, () => history);
  expect(scrapedSamples(await registry.metrics())).toEqual([]);
  history = exampleHistory();
  const fell = async () => scrapedSamples(await registry.metrics()).filter(({ name }) => name === 'modelmonitor_performance_fell');
  expect((await fell()).map(({ labels, value }) => [labels['metric'], value])).toEqual([
    ['accuracy', 1],
    ['f1', 0],
  ]);
  history = { ...history, periods: [] };
  expect(await fell()).toEqual([]);
});
