import { Registry } from 'prom-client';
import { createDependencyMeter } from './dependencyMeter.ts';

test('the last request to each dependency decides whether it is up, and every request is timed', async () => {
  const registry = new Registry();
  let now = 10;
  const { measure: meter } = createDependencyMeter(registry, () => now);
  expect(await registry.metrics()).not.toContain('modelmonitor_dependency_up{');
  const end = meter('mlflow');
  now += 0.2;
  end(true);
  meter('mlflow')(false);
  const text = await registry.metrics();
  expect(text).toContain('modelmonitor_dependency_up{dependency="mlflow"} 0');
  expect(text).toContain('modelmonitor_dependency_query_duration_seconds_bucket{le="0.1",dependency="mlflow"} 1');
  expect(text).toContain('modelmonitor_dependency_query_duration_seconds_count{dependency="mlflow"} 2');
  meter('mlflow')(true);
  expect(await registry.metrics()).toContain('modelmonitor_dependency_up{dependency="mlflow"} 1');
});

test('a call of the store is counted by kind and outcome, and one that was refused has reached it', async () => {
  const registry = new Registry();
  const { countCall } = createDependencyMeter(registry, () => 0);
  countCall('sqlite', { name: 'append', seconds: 0.02, outcome: 'succeeded' });
  countCall('sqlite', { name: 'append', seconds: 0.02, outcome: 'refused' });
  const before = await registry.metrics();
  expect(before).toContain('modelmonitor_dependency_up{dependency="sqlite"} 1');
  expect(before).toContain('modelmonitor_data_queries_total{dependency="sqlite",query="append",outcome="refused"} 1');
  countCall('sqlite', { name: 'findRow', seconds: 7, outcome: 'failed' });
  const text = await registry.metrics();
  expect(text).toContain('modelmonitor_dependency_up{dependency="sqlite"} 0');
  expect(text).toContain('modelmonitor_dependency_query_duration_seconds_sum{dependency="sqlite"} 7.04');
  expect(text).toContain('modelmonitor_data_queries_total{dependency="sqlite",query="findRow",outcome="failed"} 1');
});

test('PostgreSQL is up and timed by its statements, and counted by calls of the store', async () => {
  const registry = new Registry();
  const { countCall, countStatement } = createDependencyMeter(registry, () => 0);
  countCall('postgres', { name: 'append', seconds: 9, outcome: 'succeeded' });
  countStatement({ seconds: 0.5, isConnected: true });
  const before = await registry.metrics();
  expect(before).toContain('modelmonitor_dependency_up{dependency="postgres"} 1');
  expect(before).toContain('modelmonitor_dependency_query_duration_seconds_sum{dependency="postgres"} 0.5');
  expect(before).toContain('modelmonitor_data_queries_total{dependency="postgres",query="append",outcome="succeeded"} 1');
  countStatement({ seconds: 0.1, isConnected: false });
  expect(await registry.metrics()).toContain('modelmonitor_dependency_up{dependency="postgres"} 0');
});
