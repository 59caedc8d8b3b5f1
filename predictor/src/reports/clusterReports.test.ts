import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { summarizeReport } from '@modelmonitor/api';
import { exampleReport } from '../../../api/src/report/exampleReport.ts';
import { testClient } from '../testClient.ts';
import { testIssuer } from '../testIssuer.ts';
import { startTestPredictor } from '../testPredictor.ts';

let mounted = '';
beforeEach(async () => {
  mounted = await mkdtemp(join(tmpdir(), 'mounted-reports-'));
});
afterEach(() => rm(mounted, { recursive: true }));

const report = exampleReport({ monitor: { namespace: 'default', name: 'tested' }, timestamp: '2026-06-01T11:00:00.000Z' });

async function mountReport() {
  await writeFile(join(mounted, 'report.json'), JSON.stringify(report));
  await writeFile(join(mounted, 'report.html.gz'), gzipSync('<!doctype html><title>report</title>'));
  await writeFile(join(mounted, 'summary.json'), JSON.stringify(summarizeReport(report)));
}

test('a pod shows the report of the cluster, on its page too, once the kubelet has mounted it', async () => {
  const predictor = await startTestPredictor({ internalPort: 0, mountedReportsDirectory: mounted });
  try {
    expect((await predictor.get('/reports')).body).toEqual({ reports: [] });
    await mountReport();
    expect((await predictor.get('/reports')).body).toMatchObject({
      reports: [{ run: report.run, links: { html: `/reports/${report.run}.html` } }],
    });
    expect((await predictor.get('/reports/latest.json')).body).toMatchObject({ run: report.run });
    expect((await predictor.get('/reports/latest.html')).text).toContain('<title>report</title>');
    expect((await predictor.get('/status')).body.drift).toMatchObject({ canCheck: true, last: { run: report.run } });
    // The operator exports drift metrics; a pod that did would double them.
    const { text } = await testClient(predictor.running.internalPort ?? 0).get('/metrics');
    expect(text).not.toContain('modelmonitor_drift_share');
  } finally {
    await predictor.close();
  }
});

test('a request for a check is taken at once, and reported to clients that may read the status of the pod', async () => {
  const issuer = testIssuer();
  const predictor = await startTestPredictor({
    internalPort: 0,
    mountedReportsDirectory: mounted,
    files: { 'callers.json': issuer.callers() },
  });
  const status = () =>
    testClient(predictor.running.internalPort ?? 0).get('/internal/status', { authorization: `Bearer ${issuer.token()}` });
  try {
    expect((await status()).body).not.toHaveProperty('checkRequestedAgo');
    const { status: code, body } = await predictor.post('/generate_reports', {});
    expect([code, body]).toEqual([202, { status: 'requested', detail: expect.stringContaining('at most one per minute') }]);
    expect((await status()).body.checkRequestedAgo).toBeGreaterThanOrEqual(0);
    expect((await status()).body.checkRequestedAgo).toBeLessThan(60_000);
  } finally {
    await predictor.close();
  }
});
