import { gzipSync } from 'node:zlib';
import type { Report } from '@modelmonitor/api';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { type DriftWorld, stable, startDriftWorld } from './driftWorld.ts';
import { shiftedRows } from './wineRows.ts';

const drifted = 'modelmonitor_drift_detected{namespace="models",modelmonitor="wine"}';

await describeWithControlPlane('stored reports', {}, (plane) => {
  let world: DriftWorld;

  beforeAll(async () => {
    world = await startDriftWorld(plane());
    const pod = await world.kubelet.startPredictor('wine', 'wine-pods-32c4');
    // Enough for a verdict, too few to start a check by themselves.
    for (const row of shiftedRows(55)) await pod.predict(row);
    await plane().kubectl(['create', 'job', '--namespace=models', '--from=cronjob/wine-drift', 'manual']);
    expect(await world.kubelet.runJob('manual')).toMatchObject({ code: 0, stderr: '' });
    await world.becomes('DriftDetected', 'Drifted');
  }, 120_000);
  afterAll(() => world?.stop());

  test('an operator that restarts exports the same metrics, and repeats no event', async () => {
    const exportedLines = async () =>
      (await world.operator().http('/metrics')).text
        .split('\n')
        .filter((line) => /^modelmonitor_(drift|feature|report|prediction)/.test(line))
        .sort();
    const before = await exportedLines();
    expect(before.length).toBeGreaterThan(60);
    const history = (await world.status()).drift?.history;
    await world.restartOperator();
    await eventually('the same metrics', async () => JSON.stringify(await exportedLines()) === JSON.stringify(before));
    expect(await world.events('DriftDetected')).toHaveLength(1);
    expect((await world.status()).drift?.history).toEqual(history);
  });

  test('the end of an episode is reported once', async () => {
    const run = await world.writeReport(0.5, stable);
    await world.becomes('DriftDetected', 'Stable');
    expect((await world.status()).drift?.since).toBeUndefined();
    await eventually('an Event', async () => (await world.events('DriftEnded')).length === 1);
    expect((await world.status()).drift?.history?.map((entry) => entry.run)).toContain(run);
  });

  test('spec.drift.history limits the archived reports, and the oldest are deleted first', async () => {
    for (const minutes of [1, 2, 3]) {
      const run = await world.writeReport(minutes, stable);
      await eventually(`run ${run}`, async () => (await world.status()).drift?.history?.[0]?.run === run);
    }
    const kept = (await world.status()).drift?.history?.map(({ configMap }) => configMap) ?? [];
    expect(kept).toHaveLength(3);
    const archives = async () =>
      ((await world.namespace.get('configmaps'))?.items ?? [])
        .map(({ metadata }) => metadata.name)
        .filter((name) => /^wine-drift-2/.test(name));
    await eventually('three archives', async () => JSON.stringify((await archives()).sort().reverse()) === JSON.stringify(kept));
  });

  test.each([
    { what: 'no JSON', change: { data: { 'report.json': '{"schemaVersion": 1, "run"' } }, reason: 'it is not JSON' },
    { what: 'another document', change: { data: { 'report.json': '[]' } }, reason: 'it is not a drift report' },
    { what: 'no report', change: { data: { 'report.json': null } }, reason: 'it holds neither report.json nor report.json.gz' },
    {
      what: 'a report that unzips to too much',
      change: { data: { 'report.json': null }, binaryData: { 'report.json.gz': bomb() } },
      reason: 'report.json.gz unzips to more than 32 MiB',
    },
  ])('$what is a condition and a counter, and the previous report remains in effect', async ({ change, reason }) => {
    const before = await world.status();
    const failures = before.drift?.failures ?? 0;
    await world.namespace.patch('configmaps/wine-drift', { metadata: { annotations: { 'modelmonitor.dev/run': 'broken' } }, ...change });
    await eventually(reason, async () => (await world.condition('ReportFresh'))?.message === `ConfigMap wine-drift: ${reason}`);
    expect(await world.condition('Degraded')).toMatchObject({ status: 'True', reason: 'ReportUnreadable' });
    expect((await world.status()).drift).toMatchObject({
      verdict: before.drift?.verdict,
      failures: failures + 1,
      history: before.drift?.history,
    });
    expect(await world.operator().metric('modelmonitor_report_failures_total{namespace="models",modelmonitor="wine"}')).toBe(failures + 1);
    expect(await world.operator().metric(drifted)).toBe(0);
    await world.writeReport(5 + failures, stable);
    await world.becomes('ReportFresh', 'Fresh');
  });

  test('after a restart an unreadable report leaves the archived one in the metrics', async () => {
    await world.namespace.patch('configmaps/wine-drift', { data: { 'report.json': 'torn' } });
    await world.becomes('ReportFresh', 'ReportUnreadable');
    await world.restartOperator();
    await eventually('the metric', async () => (await world.operator().metric(drifted)) === 0);
    await world.writeReport(30, stable);
    await world.becomes('ReportFresh', 'Fresh');
  });

  test('a feature that is missing from the reference is reported', async () => {
    await world.writeReport(61, (report) => {
      const [name, column] = Object.entries(report.features)[0] as [string, Report['features'][string]];
      return { ...report, features: { ...report.features, [name]: { ...column, verdict: 'new', drifted: null } } };
    });
    expect((await world.becomes('ReferenceMatches', 'FeaturesDiffer'))?.message).toBe('the reference has no values of alcohol');
  });

  test('a report that is too old is reported', async () => {
    await world.namespace.patch('modelmonitors/wine', { spec: { alerts: { staleAfter: '1s' } } });
    const at = (await world.status()).drift?.lastRunTime ?? '';
    // The newest report is dated in the future; the one before it is not.
    await world.writeReport(-1, stable);
    await world.becomes('ReportFresh', 'ReportStale');
    expect((await world.condition('ReportFresh'))?.message).not.toContain(at);
  });
});

/** A small text that unzips to a large one. */
function bomb(): string {
  return gzipSync(Buffer.alloc(40 * 1024 * 1024)).toString('base64');
}
