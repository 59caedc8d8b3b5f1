import type { StatusRun } from '@modelmonitor/api';
import { ApiError } from '@modelmonitor/kube';
import { exampleColumn } from '../../../api/src/report/exampleReport.ts';
import { createMonitorExposition } from '../telemetry/monitorExposition.ts';
import type { ReportEntry } from './reportBook.ts';
import { first, good, gzipped, plan, short, storedReports, summary, text, type Values } from './testStoredReports.ts';

/** What is read of one ConfigMap, and whether metrics take it. */
async function read(values: Values, history: readonly StatusRun[] = []): Promise<ReportEntry> {
  const entry = await storedReports({ [plan.names.drift]: values }).refresh(history);
  createMonitorExposition().set('key', entry.samples);
  return entry;
}

test.each([
  { what: 'a summary', values: short(summary()) },
  { what: 'a report', values: text(good()) },
  { what: 'a gzipped report', values: gzipped(good()) },
  { what: 'a report beside the summary of an earlier run', values: short(summary({ run: '20250102t030405678z' })) },
])('$what gives facts and samples', async ({ values }) => {
  const entry = await read(values);
  expect(entry.unreadable).toBeUndefined();
  expect(entry.facts).toMatchObject({ run: good().run, verdict: 'drifted', share: 0.5 });
  expect(entry.samples.filter(({ metric }) => metric.name === 'modelmonitor_feature_drift_score')).toHaveLength(1);
});

test('long texts of a report are cut', async () => {
  const entry = await read(
    text(good({ reason: 'x'.repeat(5000), warnings: Array(50_000).fill('y'.repeat(20)), summary: 'z'.repeat(5000) })),
  );
  expect(entry.unreadable).toBeUndefined();
  expect([entry.facts?.reason?.length, entry.facts?.summary?.length]).toEqual([128, 128]);
  expect(entry.facts?.warnings).toMatchObject({ total: 50_000, texts: Array(10).fill('y'.repeat(20)) });
});

test('a report that was accepted before keeps its meaning when the resource loses a feature: what it says of it is left out', async () => {
  const report = good({ features: { [first]: exampleColumn(), gone: exampleColumn({ drifted: true }) } });
  const history = [{ run: report.run, verdict: 'drifted', drifted: 1, configMap: 'x' }] as const;
  const entry = await read(text(report), history);
  expect(entry.unreadable).toBeUndefined();
  expect(entry.facts?.drifted).toEqual([]);
  expect(new Set(entry.samples.map(({ labels }) => labels['feature']))).toEqual(new Set([undefined, first]));
});

test('after a restart the report before is that of the newest archive that can be read', async () => {
  const run = (at: string) => ({ run: at, verdict: 'drifted', drifted: 1, configMap: `archive-${at}` }) as const;
  const history = [run('20260102t030405679z'), run(good().run)];
  const { refresh } = storedReports({
    [plan.names.drift]: text('{'),
    'archive-20260102t030405679z': gzipped(`[${Array(5_000_000).fill('{}').join(',')}]`),
    [`archive-${good().run}`]: text(good()),
  });
  expect(await refresh(history)).toMatchObject({ unreadable: 'it is not JSON', facts: { run: good().run, share: 0.5 } });
});

test('a report whose archive is refused counts all the same, and the archive is tried until it is written', async () => {
  const { refresh, archived, refuse } = storedReports({ [plan.names.drift]: text(good()) });
  const history = [{ run: good().run, verdict: 'drifted', drifted: 1, configMap: `wine-drift-${good().run}` }] as const;
  refuse(new ApiError('exceeded quota: objects', { kind: 'forbidden' }));
  expect(await refresh([], '7')).toMatchObject({ facts: { run: good().run }, archiveFailure: { message: 'exceeded quota: objects' } });
  refuse(undefined);
  expect(await refresh(history, '7')).not.toHaveProperty('archiveFailure');
  expect(archived).toMatchObject([{ metadata: { name: `wine-drift-${good().run}` } }]);
  refuse(new ApiError('connection refused', { kind: 'unreachable' }));
  await refresh(history, '7');
  await expect(refresh()).rejects.toThrow('connection refused');
});

test('an archive has the values that a job writes, and no others', async () => {
  const values = { data: { ...short(summary()).data, other: 'x' }, binaryData: { 'report.html.gz': 'eA==', y: 'eA==' } };
  const owner = { apiVersion: plan.monitor.apiVersion, kind: 'ModelMonitor', name: plan.name, uid: 'one' };
  const { refresh, archived } = storedReports({
    [plan.names.drift]: { ...values, metadata: { ownerReferences: [owner, { ...owner, kind: 'Pod' }] } },
  });
  await refresh();
  expect(archived).toMatchObject([{ metadata: { name: `wine-drift-${good().run}`, ownerReferences: [owner] }, immutable: true }]);
  expect(archived[0]?.['data']).toEqual(short(summary()).data);
  expect(archived[0]?.['binaryData']).toEqual({ 'report.html.gz': 'eA==' });
});

test.each([
  {
    what: 'a failure',
    failure: JSON.stringify({ time: '2026-01-02T03:04:05Z', message: 'no pod' }),
    read: { time: '2026-01-02T03:04:05.000Z', message: 'no pod' },
  },
  {
    what: 'a long message',
    failure: JSON.stringify({ time: '2026-01-02T03:04:05Z', message: 'x'.repeat(5000) }),
    read: { time: '2026-01-02T03:04:05.000Z', message: 'x'.repeat(1000) },
  },
  { what: 'a message of 200 kB', failure: JSON.stringify({ time: '2026-01-02T03:04:05Z', message: 'x'.repeat(200_000) }), read: undefined },
  { what: 'no time', failure: JSON.stringify({ time: 'x', message: 'no pod' }), read: undefined },
  { what: 'null', failure: 'null', read: undefined },
  { what: 'no JSON', failure: '{', read: undefined },
])('of the annotation of a failed run: $what', async ({ failure, read: expected }) => {
  const annotations = { 'modelmonitor.dev/run': good().run, 'modelmonitor.dev/failure': failure };
  expect((await read({ ...text(good()), metadata: { annotations } })).failure).toEqual(expected);
});
