import { exampleMonitor } from '../openapi/exampleMonitor.ts';
import { startTestApp, type TestApp } from '../page/testApp.ts';

// answers.test.ts compares the shape of the response with the OpenAPI document; these tests compare its figures.

let app: TestApp;
const clock = { milliseconds: Date.UTC(2025, 0, 2, 3, 4, 5) };

beforeAll(async () => {
  const monitor = exampleMonitor();
  const [, second] = monitor.spec.model.versions;
  if (second !== undefined) second.source = { configMap: { name: 'wine-models', key: 'broken.json' } };
  app = await startTestApp({ monitor, now: () => clock.milliseconds });
});
afterAll(() => app.close());

const status = async () => (await (await fetch(`${app.origin}/status`)).json()) as Record<string, unknown>;

function predict(path: string, body: object): Promise<Response> {
  return fetch(app.origin + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

test('names every version in the order of the resource, with its weight among those that answer, and why one does not', async () => {
  expect(await status()).toMatchObject({
    name: 'wine',
    namespace: 'default',
    task: 'classification',
    ready: true,
    startedAt: '2025-01-02T03:04:05.000Z',
    versions: [
      {
        name: 'v1',
        role: 'answers',
        weight: 1,
        loaded: true,
        format: 'forest',
        sha256: expect.stringMatching(/^[0-9a-f]{12}$/),
        predictions: 0,
      },
      {
        name: 'v2',
        role: 'answers',
        weight: 0,
        loaded: false,
        format: 'forest',
        error: expect.stringContaining('got "torn"'),
        predictions: 0,
      },
      { name: 'v3', role: 'shadow', weight: 0, loaded: true, format: 'forest', predictions: 0 },
    ],
    drift: { canCheck: true, last: null, reports: [] },
  });
});

test('names the fields that have no effect here in a condition, which is absent otherwise', async () => {
  expect(await status()).toMatchObject({ conditions: [] });
  const monitor = exampleMonitor();
  monitor.spec.serving.replicas = 3;
  const other = await startTestApp({ monitor, now: () => clock.milliseconds });
  const { conditions } = (await (await fetch(`${other.origin}/status`)).json()) as { conditions: unknown };
  await other.close();
  expect(conditions).toEqual([
    {
      type: 'UnsupportedFields',
      status: 'True',
      reason: 'ClusterOnly',
      message: 'spec.serving.replicas: takes effect in a cluster only (elsewhere: one process serves)',
    },
  ]);
});

test('counts rows, requests, errors and what was captured', async () => {
  const row = { alcohol: 12, 'malic acid': 1, soil: 'clay' };
  await predict('/predict', { features: row });
  await predict('/predict/batch', { instances: [row, row, row] });
  await predict('/predict', { features: {} });
  clock.milliseconds += 10_000;
  expect(await status()).toMatchObject({
    time: '2025-01-02T03:04:15.000Z',
    versions: [{ name: 'v1', predictions: 4 }, { name: 'v2' }, { name: 'v3' }],
    requests: { last5Minutes: { requests: 3, errors: 1, perSecond: 0.3 } },
    total: { predictions: 4, errors: 1 },
    capture: { rows: 4, maxRows: 10_000, captured: 4, sampledOut: 0, dropped: 0 },
  });
});

test('lists the newest ten reports, the newest first, with their links', async () => {
  for (let run = 0; run < 12; run++) {
    clock.milliseconds += 1000;
    await fetch(`${app.origin}/generate_reports`, { method: 'POST' });
  }
  const { drift } = (await status()) as { drift: { last: object; reports: { run: string }[] } };
  expect(drift.reports).toHaveLength(10);
  expect(drift.last).toEqual(drift.reports[0]);
  expect(drift.last).toMatchObject({
    run: '20250102t030427000z',
    verdict: 'unknown',
    links: { json: '/reports/20250102t030427000z.json' },
  });
});
