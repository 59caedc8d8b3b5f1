import { Registry } from 'prom-client';
import { createDependencyMeter } from './dependencyMeter.ts';

test('the last request to each dependency decides whether it is up, and every request is timed', async () => {
  const registry = new Registry();
  let now = 10;
  const meter = createDependencyMeter(registry, () => now);
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
