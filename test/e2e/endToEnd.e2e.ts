import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MonitorStatus } from '@modelmonitor/api';
import { chromium } from 'playwright-core';
import { findChromium } from '../chromium.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { keepInDatabase } from './keepInDatabase.ts';
import { hasPostgresImage } from './postgresPod.ts';
import { type PrometheusSample, prometheusQuery } from './prometheusQuery.ts';
import { stepMilliseconds, steps } from './steps.ts';
import { type TestCluster, testCluster } from './testCluster.ts';
import { startTraffic } from './trafficPod.ts';
import { type World, worldOf } from './world.ts';

const surroundings = { environment: process.env, write: (text: string) => void process.stderr.write(text) };
const what = 'the run from end to end on a real node';
const cluster = await testCluster(what, surroundings);
const withDatabase = cluster !== undefined && (await hasPostgresImage('the store in a database, from end to end', surroundings));
const images = ['modelmonitor/operator:0.1.0', 'modelmonitor/predictor:0.1.0'];
const row = { features: [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050] };

interface Monitor {
  readonly metadata: { readonly resourceVersion: string };
  readonly status: MonitorStatus;
}

(cluster === undefined ? describe.skip : describe)(what, () => {
  const step = steps();
  let world: World;
  let monitoring: Awaited<ReturnType<TestCluster['installPrometheus']>>;
  const report = (text: string) => void process.stderr.write(`  ${text}\n`);
  const began: Record<string, number> = {};
  const figures: Record<string, number> = {};
  /** Seconds since something began, reported and kept. */
  const took = (what: string, since: string) => {
    const seconds = (performance.now() - (began[since] ?? 0)) / 1000;
    report(`${what}: ${seconds.toFixed(1)} s`);
    figures[what] = seconds;
    return seconds;
  };

  const monitor = () => world.get<Monitor>('modelmonitor', 'wine');
  const condition = async (type: string) => (await monitor())?.status.conditions?.find((one) => one.type === type);
  const prometheus = async (expression: string): Promise<PrometheusSample[]> =>
    prometheusQuery(await world.forward(monitoring.namespace, monitoring.prometheus), expression);
  const model = () => world.forward('default', 'wine:8000');

  beforeAll(async () => {
    if (cluster === undefined) return;
    world = worldOf(cluster);
    await cluster.loadImages(images);
    monitoring = await cluster.installPrometheus();
  }, stepMilliseconds);
  afterAll(async () => {
    world?.close();
    const file = process.env['FIGURES'];
    if (file !== undefined) await writeFile(file, JSON.stringify(figures));
    if (process.env['KEEP_CLUSTER'] === undefined) await cluster?.remove();
  }, stepMilliseconds);

  step('the chart is installed, and says what to do next', async () => {
    began['install'] = performance.now();
    const label = `release=${world.cluster.prometheusRelease}`;
    const labels = ['--set', `serviceMonitor.labels.${label}`, '--set', `prometheusRule.labels.${label}`];
    const place = ['--namespace', 'modelmonitor', '--create-namespace', '--wait', '--timeout', '120s'];
    const notes = await world.helm(['install', 'modelmonitor', 'charts/modelmonitor', ...place, ...labels]);
    expect(notes).toContain('kubectl apply -f examples/wine');
    expect(notes).not.toContain('WARNING');
  });

  step('one resource serves a model', async () => {
    await world.kubectl(['apply', '--filename=examples/wine']);
    await world.kubectl(['wait', '--for=condition=Ready', 'mm/wine', '--timeout=60s']);
    const answer = await fetch(`${await model()}/predict`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(row),
    });
    expect(await answer.json()).toMatchObject({ prediction: 'class_0', model: 'wine' });
    expect(took('from helm install to the first prediction', 'install')).toBeLessThan(60);
  });

  step('helm test finds the operator ready and its metrics up', async () => {
    expect(await world.helm(['test', 'modelmonitor', '--namespace', 'modelmonitor'])).toMatch(/Phase: +Succeeded/);
  });

  step('Prometheus scrapes the model and the operator', async () => {
    const up = async () => new Set((await prometheus('up == 1')).map(({ metric }) => metric['job']));
    await eventually('targets', async () => (await up()).has('modelmonitor-predictor') && (await up()).has('modelmonitor-operator'), {
      seconds: 90,
    });
    await eventually('a condition', async () => (await condition('MetricsScraped'))?.status === 'True');
  });

  step('ordinary traffic: a run of the CronJob finds it stable', async () => {
    await world.kubectl(['patch', 'mm/wine', '--type=merge', '--patch', JSON.stringify({ spec: { drift: { every: '1m' } } })]);
    const traffic = await startTraffic(world, { name: 'ordinary', requestsPerSecond: 100, count: 300 });
    expect((await traffic()).byStatus).toEqual({ 200: 300 });
    // A run that starts with the traffic has too few rows to judge.
    const judged = async () => !['unknown', undefined].includes((await monitor())?.status.drift?.verdict);
    await eventually('a report', judged, { seconds: 150, everyMilliseconds: 1000 });
    expect((await monitor())?.status.drift).toMatchObject({ verdict: 'stable', reportConfigMap: 'wine-drift' });
    const stored = await world.get<{ data: { 'report.json': string } }>('configmap', 'wine-drift');
    expect(JSON.parse(stored?.data['report.json'] ?? '')).toMatchObject({ verdict: 'stable', monitor: { name: 'wine' } });
  });

  step('shifted traffic: report, condition, Event, metric and a firing alert', async () => {
    began['shift'] = performance.now();
    const shift =
      'alcohol=+2sd,flavanoids=+3sd,hue=-3sd,ash=+3sd,color_intensity=+3sd,total_phenols=+3sd,proanthocyanins=+3sd,malic_acid=+2sd';
    const traffic = await startTraffic(world, { name: 'shifted', requestsPerSecond: 200, count: 600, shift });
    await traffic();
    await eventually('drift', async () => (await condition('DriftDetected'))?.status === 'True', { seconds: 120, everyMilliseconds: 1000 });
    took('from shifted traffic to the condition', 'shift');
    expect(await world.kubectl(['get', 'events', '--field-selector=reason=DriftDetected', '--output=name'])).toMatch(/event/);
    const detected = 'modelmonitor_drift_detected{namespace="default",modelmonitor="wine"}';
    await eventually('the metric', async () => (await prometheus(detected)).some(({ value }) => value === 1), { seconds: 90 });
    const firing = 'ALERTS{alertname="DataDriftDetected",alertstate="firing",namespace="default",modelmonitor="wine"}';
    await eventually('the alert', async () => (await prometheus(firing)).length > 0, { seconds: 240, everyMilliseconds: 1000 });
    expect(took('from shifted traffic to a firing alert', 'shift')).toBeLessThan(300);
    const address = await world.forward(monitoring.namespace, monitoring.alertmanager);
    await eventually('Alertmanager', async () => (await (await fetch(`${address}/api/v2/alerts`)).text()).includes('DataDriftDetected'), {
      seconds: 60,
    });
  });

  step('the HTML report of the ConfigMap opens in a browser', async () => {
    const executablePath = findChromium({ ...surroundings, what: 'the report of a cluster in a browser' });
    if (executablePath === undefined) return;
    const stored = await world.get<{ binaryData: Record<string, string> }>('configmap', 'wine-drift');
    const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-report-'));
    const file = join(directory, 'report.html');
    await writeFile(file, gunzipSync(Buffer.from(stored?.binaryData['report.html.gz'] ?? '', 'base64')));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(`file://${file}`);
      expect(await page.locator('h1').first().textContent()).toContain('wine');
      expect(await page.locator('body').textContent()).toContain('alcohol');
    } finally {
      await browser.close();
      await rm(directory, { recursive: true });
    }
  });

  step('weights change under load without a failed request', async () => {
    const traffic = await startTraffic(world, { name: 'load', requestsPerSecond: 100, count: 9000 });
    const versions = [0, 100].map((value, index) => ({ op: 'replace', path: `/spec/model/versions/${index}/traffic`, value }));
    await world.kubectl(['patch', 'mm/wine', '--type=json', '--patch', JSON.stringify(versions)]);
    const answered = 'sum by (version) (rate(modelmonitor_predictions_total{modelmonitor="wine"}[15s]))';
    await eventually(
      'everything from v2',
      async () => {
        const rates = Object.fromEntries((await prometheus(answered)).map(({ metric, value }) => [metric['version'], value]));
        return (rates['v2'] ?? 0) > 50 && (rates['v1'] ?? 0) === 0;
      },
      { seconds: 150, everyMilliseconds: 1000 },
    );
    expect((await traffic()).byStatus).toEqual({ 200: 9000 });
  });

  step('a pod that is killed under load costs a few requests, which are counted', async () => {
    await world.kubectl(['scale', 'mm/wine', '--replicas=2']);
    await eventually('two pods', async () => (await monitor())?.status.readyReplicas === 2, { seconds: 60 });
    const traffic = await startTraffic(world, { name: 'killing', requestsPerSecond: 100, count: 3000 });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const pods = await world.kubectl(['get', 'pods', '--selector=app.kubernetes.io/component=predictor', '--output=name']);
    await world.kubectl(['delete', pods.split('\n')[0] ?? '', '--force', '--grace-period=0']);
    const { byStatus, text } = await traffic();
    const sent = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
    report(`a pod was killed: ${JSON.stringify(byStatus)}`);
    expect([sent, text]).toEqual([3000, expect.stringContaining('3,000 requests')]);
    expect(byStatus[200]).toBeGreaterThan(2900);
    await eventually('two pods again', async () => (await monitor())?.status.readyReplicas === 2, { seconds: 60 });
  });

  (withDatabase ? step : () => undefined)('a database keeps every prediction over a rollout, and the drift check reads it', () =>
    keepInDatabase(world, { model, condition }),
  );

  step('an operator that is killed changes nothing', async () => {
    // A run that begins meanwhile changes the CronJob and the report, and nothing else.
    const versions = async () =>
      world.kubectl([
        'get',
        'deployment,service,networkpolicy,servicemonitor,serviceaccount,role,rolebinding,poddisruptionbudget',
        '--selector=modelmonitor.dev/role=child',
        '--output=jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.generation}{"\\n"}{end}',
      ]);
    const before = await versions();
    await world.kubectl([
      '--namespace=modelmonitor',
      'delete',
      'pod',
      '--selector=app.kubernetes.io/name=modelmonitor-operator',
      '--force',
      '--grace-period=0',
    ]);
    await world.kubectl(['--namespace=modelmonitor', 'rollout', 'status', 'deployment/modelmonitor-operator', '--timeout=60s']);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    expect(await versions()).toBe(before);
    expect((await condition('Ready'))?.status).toBe('True');
  });

  step('an upgrade leaves the model serving', async () => {
    await world.helm([
      'upgrade',
      'modelmonitor',
      'charts/modelmonitor',
      '--namespace',
      'modelmonitor',
      '--reset-then-reuse-values',
      '--set',
      'operator.workers=8',
      '--wait',
      '--timeout',
      '120s',
    ]);
    await world.kubectl(['wait', '--for=condition=Ready', 'mm/wine', '--timeout=60s']);
  });

  step('an uninstall keeps definition and monitors, which serve on', async () => {
    await world.helm(['uninstall', 'modelmonitor', '--namespace', 'modelmonitor', '--wait']);
    expect(await world.get('crd', 'modelmonitors.modelmonitor.dev')).toBeDefined();
    const answer = await fetch(`${await model()}/predict`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(row),
    });
    expect(answer.status).toBe(200);
  });

  step('a monitor that is deleted leaves nothing behind', async () => {
    await world.kubectl(['delete', 'mm/wine']);
    const kinds =
      'deployment,replicaset,pod,service,endpointslice,configmap,serviceaccount,role,rolebinding,cronjob,job,networkpolicy,poddisruptionbudget,servicemonitor';
    const remaining = async () =>
      (await world.kubectl(['get', kinds, '--output=name']))
        .split('\n')
        .filter((name) => /wine/.test(name) && !/wine-(model|reference)/.test(name));
    await eventually('nothing left', async () => (await remaining()).length === 0, { seconds: 120, everyMilliseconds: 1000 });
  });
});
