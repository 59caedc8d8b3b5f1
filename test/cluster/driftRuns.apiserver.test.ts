import { dirname } from 'node:path';
import { recordingContext } from '../../cli/src/recordingContext.ts';
import { runCommand } from '../../cli/src/runCommand.ts';
import type { TestObject } from '../../operator/src/testMonitor.ts';
import { controlPlaneBinaries } from '../controlPlane/controlPlaneBinaries.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { type DriftWorld, startDriftWorld } from './driftWorld.ts';
import type { TestPod } from './testKubelet.ts';
import { shiftedRows, typicalRows } from './wineRows.ts';

const drifted = 'modelmonitor_drift_detected{namespace="models",modelmonitor="wine"}';

await describeWithControlPlane('drift checks in a cluster', {}, (plane) => {
  let world: DriftWorld;
  let pod: TestPod;

  const jobs = async () => (await world.namespace.get('jobs'))?.items ?? [];
  const traffic = async (rows: readonly (readonly number[])[]) => {
    for (const row of rows) expect(await pod.predict(row)).toBe(200);
  };

  beforeAll(async () => {
    world = await startDriftWorld(plane());
    pod = await world.kubelet.startPredictor('wine', 'wine-pods-32c4');
  }, 120_000);
  afterAll(() => world?.stop());

  test('a pod that is ready makes the monitor ready, and its versions are known', async () => {
    const waited = await plane().kubectl(['wait', '--namespace=models', '--for=condition=Ready', 'mm/wine', '--timeout=30s']);
    expect(waited.stdout).toBe('modelmonitor.modelmonitor.dev/wine condition met\n');
    await world.becomes('VersionsLoaded', 'Loaded');
    expect((await world.status()).versions).toEqual([
      { name: 'v1', traffic: 80, pods: 1 },
      { name: 'v2', traffic: 20, pods: 1 },
    ]);
  });

  /** Waits for the Job of a full window, and runs it. */
  const earlyRun = async (before: number): Promise<TestObject> => {
    const [job] = await eventually('a Job', async () => (await jobs()).length > before && [...(await jobs())].sort(byAge).slice(-1));
    expect((await world.namespace.get('cronjobs/wine-drift'))?.spec?.['suspend']).toBe(true);
    const { code, stdout, stderr } = await world.kubelet.runJob(job?.metadata.name ?? '');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/features drifted; 60 rows from buffer of 1 of 1 pods; run \w+ is in ConfigMap models\/wine-drift\n$/);
    await eventually('the schedule continues', async () => (await world.namespace.get('cronjobs/wine-drift'))?.spec?.['suspend'] === false);
    return job as TestObject;
  };

  test('a window that fills starts one Job before its schedule, and its report becomes status, metrics and an archive', async () => {
    expect((await world.condition('DriftDetected'))?.reason).toBe('NoReportYet');
    await traffic(typicalRows(60));
    const job = await earlyRun(0);
    expect(job.metadata).toMatchObject({
      labels: { 'modelmonitor.dev/trigger': 'rows' },
      ownerReferences: [expect.objectContaining({ kind: 'ModelMonitor', name: 'wine', controller: true })],
    });
    await world.becomes('DriftDetected', 'Stable');
    const { drift } = await world.status();
    expect(drift).toMatchObject({
      verdict: 'stable',
      confirmed: 'stable',
      failures: 0,
      reportConfigMap: 'wine-drift',
    });
    const run = drift?.history?.[0];
    expect(run).toMatchObject({ verdict: 'stable', configMap: `wine-drift-${run?.run}` });
    const archive = await world.namespace.get(`configmaps/${run?.configMap}`);
    expect(archive).toMatchObject({ immutable: true, data: (await world.namespace.get('configmaps/wine-drift'))?.data });
    expect(await world.operator().metric(drifted)).toBe(0);
    expect((await world.condition('ReportFresh'))?.status).toBe('True');
    expect((await world.condition('ReferenceMatches'))?.message).toBe('all 13 features are in the reference');
    // One window starts one check, also when the pods are queried again.
    await world.waitForQueries(2);
    expect(await jobs()).toHaveLength(1);
  }, 60_000);

  test('modelmonitor report fetches the report with kubectl', async () => {
    const binaries = await controlPlaneBinaries({ environment: process.env, write: () => undefined, what: 'a report from a cluster' });
    const { context, stdout, stderr } = recordingContext({
      env: { PATH: dirname(binaries?.kubectl ?? ''), HOME: dirname(plane().kubeconfigPath) },
    });
    const code = await runCommand(['report', 'wine', '-n', 'models', '--kubeconfig', plane().kubeconfigPath], context);
    expect([code, stderr()]).toEqual([0, '']);
    expect(stdout()).toMatch(new RegExp(`^run ${(await world.status()).drift?.history?.[0]?.run} of `, 'm'));
  }, 30_000);

  test('shifted traffic is drift: a condition, one Event, a metric', async () => {
    await traffic(shiftedRows(60));
    await earlyRun(1);
    const found = await world.becomes('DriftDetected', 'Drifted');
    expect(found).toMatchObject({ status: 'True', message: expect.stringMatching(/^\d+ of 13 features drifted in run \w+: alcohol, /) });
    const { drift } = await world.status();
    expect(drift).toMatchObject({ confirmed: 'drifted', level: 'recollect', since: drift?.history?.[0]?.run });
    expect(await world.operator().metric(drifted)).toBe(1);
    const events = await eventually(
      'an Event',
      async () => (await world.events('DriftDetected')).length > 0 && world.events('DriftDetected'),
    );
    expect(events).toEqual([
      expect.objectContaining({ type: 'Warning', note: found?.message, regarding: expect.objectContaining({ name: 'wine' }) }),
    ]);
  }, 60_000);

  test('the job may patch the one ConfigMap, and nothing else', async () => {
    const { body } = await plane().client.post<{ status: { token: string } }>(world.namespace.path('serviceaccounts/wine-drift/token'), {
      spec: {},
    });
    const job = plane().clientFor({ token: body.status.token });
    const patch = { metadata: { annotations: { 'example.com/checked': 'yes' } } };
    expect((await job.patch(world.namespace.path('configmaps/wine-drift'), patch)).status).toBe(200);
    const attempts = await Promise.all([
      job.get(world.namespace.path('configmaps/wine-drift')),
      job.get(world.namespace.path('configmaps')),
      job.delete(world.namespace.path('configmaps/wine-drift')),
      job.patch(world.namespace.path('configmaps/wine-callers'), patch),
      job.patch(world.namespace.path('configmaps/wine-drift-other'), patch),
      job.post(world.namespace.path('configmaps'), { metadata: { name: 'other' } }),
      job.get('/api/v1/namespaces/models/secrets'),
      job.get('/api/v1/namespaces/models/pods'),
      job.get(world.namespace.path('modelmonitors')),
      job.patch('/api/v1/namespaces/modelmonitor/configmaps/wine-drift', patch),
    ]);
    expect(attempts.map(({ status: code }) => code)).toEqual(attempts.map(() => 403));
  });

  test.each([
    { who: 'an anonymous client', account: undefined, window: 401, numbers: 401 },
    { who: 'another pod of the namespace', account: 'models/default', window: 401, numbers: 401 },
    { who: 'the drift job of the monitor', account: 'models/wine-drift', window: 200, numbers: 200 },
    { who: 'the operator, which gets numbers only', account: 'modelmonitor/operator', window: 401, numbers: 200 },
  ])('$who at the internal port', async ({ account, window, numbers }) => {
    const [space, name] = account?.split('/') ?? [];
    if (name === 'default') await plane().client.post('/api/v1/namespaces/models/serviceaccounts', { metadata: { name } });
    const path = `/api/v1/namespaces/${space}/serviceaccounts/${name}/token`;
    const token =
      account === undefined
        ? ''
        : (await plane().client.post<{ status: { token: string } }>(path, { spec: { audiences: ['modelmonitor'] } })).body.status.token;
    const statusOf = async (what: string) =>
      (await fetch(`http://127.0.0.1:${pod.internalPort}/internal/${what}`, { headers: { Authorization: `Bearer ${token}` } })).status;
    expect([await statusOf('window'), await statusOf('status')]).toEqual([window, numbers]);
  });

  test('a run that fails is reported with its reason and counted once, until the next one succeeds', async () => {
    const reference = (await world.namespace.get('configmaps/wine-reference'))?.data?.['reference.csv'] ?? '';
    await world.namespace.patch('configmaps/wine-reference', { data: { 'reference.csv': 'alcohol\n' } });
    const created = await plane().kubectl(['create', 'job', '--namespace=models', '--from=cronjob/wine-drift', 'manual']);
    expect(created.code).toBe(0);
    const failures = (await world.status()).drift?.failures ?? 0;
    const { code, stderr } = await world.kubelet.runJob('manual');
    expect(code).toBe(1);
    const failing = await world.becomes('DriftScheduled', 'RunFailing');
    expect(failing?.message).toBe(`manual: ${stderr.trim()}`);
    const changed = await world.namespace.patch('modelmonitors/wine', { spec: { drift: { history: 4 } } });
    await eventually('the change', async () => (await world.status()).observedGeneration === changed.metadata.generation);
    expect((await world.status()).drift?.failures).toBe(failures + 1);
    expect(await world.condition('Degraded')).toMatchObject({ reason: 'DriftRunFailing' });
    await eventually('an Event', async () => (await world.events('DriftRunFailed')).length >= 1);
    await world.namespace.patch('configmaps/wine-reference', { data: { 'reference.csv': reference } });
    await world.writeReport(0);
    await world.becomes('DriftScheduled', 'Scheduled');
  }, 30_000);
});

function byAge(one: TestObject, other: TestObject): number {
  const createdAt = ({ metadata }: TestObject) => String((metadata as { creationTimestamp?: string }).creationTimestamp);
  return createdAt(one) < createdAt(other) ? -1 : 1;
}
