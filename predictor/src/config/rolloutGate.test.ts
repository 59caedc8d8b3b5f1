import { testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

let predictor: TestPredictor;
afterEach(() => predictor.close());

const both = testMonitor({ versions: [testVersion('v1', { traffic: 50 }), testVersion('v2', { traffic: 50 })] });
const broken = { 'configmaps/v2/model.json': '{"broken":' };
const rollout = (...versions: string[]) => ({ 'rollout.json': { versions } });

test.each([
  { name: 'serves, is not ready', files: { ...broken, ...rollout('v1', 'v2') }, status: 503 },
  { name: 'lack too, is ready with the others', files: { ...broken, ...rollout('v1') }, status: 200 },
  { name: 'serve none of, is ready with the others', files: { ...broken, ...rollout() }, status: 200 },
  { name: 'serve, and which has it, is ready', files: rollout('v1', 'v2'), status: 200 },
  { name: 'serve, and which the resource no longer has, is ready', files: rollout('v0', 'v1'), status: 200 },
])('a pod that lacks a version which the pods of the earlier generation $name', async ({ files, status }) => {
  predictor = await startTestPredictor({ monitor: both, files });
  const readiness = await predictor.get('/readyz');
  expect([readiness.status, readiness.body]).toMatchObject([status, { ready: status === 200 }]);
  if (status === 503)
    expect(readiness.body).toMatchObject({
      missing: expect.stringMatching(/^v2 is served by the pods of the earlier generation, and missing here: a forest model is JSON/),
    });
});

test('it becomes ready when no pod serves the version any more, and when the version loads', async () => {
  predictor = await startTestPredictor({ monitor: both, files: { ...broken, ...rollout('v2') } });
  expect((await predictor.get('/readyz')).status).toBe(503);
  await predictor.configure({ monitor: both, files: { ...broken, ...rollout() } });
  await until(async () => (await predictor.get('/readyz')).status === 200);
  await predictor.close();
  predictor = await startTestPredictor({ monitor: both, files: { ...broken, ...rollout('v2') } });
  await predictor.configure({ monitor: both, files: rollout('v2') });
  await until(async () => (await predictor.get('/readyz')).status === 200);
});

test('a rollout.json that cannot be used holds up no pod, and is reported', async () => {
  predictor = await startTestPredictor({ monitor: both, files: { ...broken, 'rollout.json': '{"versions":"v2"}' } });
  expect((await predictor.get('/readyz')).status).toBe(200);
  expect(predictor.logText()).toContain('rollout.json cannot be used');
});
