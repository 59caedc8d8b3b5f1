import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import type { Condition, MonitorStatus, Report } from '@modelmonitor/api';
import { exampleColumn, exampleReport } from '../../../api/src/report/exampleReport.ts';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { toolPaths } from '../../../test/tools/toolPaths.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const surroundings = {
  environment: process.env,
  write: (text: string) => void process.stderr.write(text),
  what: 'the exposition, by promtool',
};
const tools = await toolPaths(['promtool'], surroundings);

const line = /^[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="([^"\\\n]|\\[\\n"])*",?)*\})? ([-+]?[\d.]+(e[-+]?\d+)?|[+-]Inf|NaN)$/i;

await describeWithControlPlane('reports that a tenant wrote', {}, (plane) => {
  let operator: TestOperator;
  let own: TestNamespace;
  let victims: TestNamespace;
  let runs = 0;

  const statusOf = async (of: TestNamespace, name: string) => ((await of.get(`modelmonitors/${name}`))?.status ?? {}) as MonitorStatus;
  const freshness = async (of: TestNamespace, name: string): Promise<Condition | undefined> =>
    (await statusOf(of, name)).conditions?.find(({ type }) => type === 'ReportFresh');

  /** Writes what a tenant may write: the run, and a report under one of its keys. */
  const write = async (of: TestNamespace, report: (own: Partial<Report>) => string, key = 'report.json') => {
    const at = new Date(Date.now() - 60_000 + runs++ * 1000).toISOString();
    const run = at.replaceAll(/[-:.]/g, '').toLowerCase();
    const text = report({ run, timestamp: at, monitor: { namespace: of.name, name: 'wine' } });
    const data = { 'report.json': null, 'summary.json': null, ...(key.endsWith('.gz') ? {} : { [key]: text }) };
    const binaryData = { 'report.json.gz': key.endsWith('.gz') ? gzipSync(text).toString('base64') : null };
    await of.patch('configmaps/wine-drift', { metadata: { annotations: { 'modelmonitor.dev/run': run } }, data, binaryData });
    return run;
  };
  const right =
    (changes: Partial<Report> | object = {}) =>
    (more: Partial<Report>) =>
      JSON.stringify({ ...exampleReport({ features: { alcohol: exampleColumn({ drifted: true }) } }), ...more, ...changes });

  /** Lines of the operator's metrics, each of which is valid. */
  const linesOf = async () => {
    const { text } = await operator.http('/metrics');
    const lines = text.split('\n').filter((one) => one !== '' && !one.startsWith('#'));
    expect(lines.filter((one) => !line.test(one))).toEqual([]);
    if (tools !== undefined)
      execFileSync(tools.promtool, ['check', 'metrics', '--lint=none', '--extended'], { input: text, stdio: ['pipe', 'ignore', 'pipe'] });
    return lines;
  };
  const ofVictim = (lines: readonly string[]) => lines.filter((one) => one.includes('namespace="victims"') && !one.includes('condition'));

  beforeAll(async () => {
    await installDefinitions(plane(), { withPrometheus: false });
    [own, victims] = [await createTestNamespace(plane(), 'models'), await createTestNamespace(plane(), 'victims')];
    operator = await startTestOperator(plane(), { argv: ['--leader-elect', 'false'] });
    for (const namespace of [own, victims]) {
      await namespace.create(testMonitor('wine'));
      await eventually('its ConfigMap', () => namespace.get('configmaps/wine-drift'));
      const run = await write(namespace, right());
      await eventually('its report', async () => (await statusOf(namespace, 'wine')).drift?.history?.[0]?.run === run);
    }
  }, 60_000);

  const forged = '0.5\nmodelmonitor_drift_confirmed{namespace="victims",modelmonitor="wine"} 1\nup{job="apiserver"} 0';
  const list = (count: number) => `[${Array(count).fill('{}').join(',')}]`;

  const tries: { what: string; report: (own: Partial<Report>) => string; key?: string }[] = [
    { what: 'a forged line in a number', report: right({ drift_share_threshold: forged }) },
    { what: 'a forged line in the score of a feature', report: right({ features: { alcohol: { ...exampleColumn(), score: forged } } }) },
    { what: 'a forged line in a method', report: right({ features: { alcohol: { ...exampleColumn(), method: forged } } }) },
    { what: 'a share beyond all numbers', report: right({ share_drifted_features: 1e308 }) },
    { what: 'nothing where a number was', report: right({ reference: null }) },
    { what: 'the name of another monitor', report: right({ monitor: { namespace: 'victims', name: 'wine' } }) },
    { what: 'a feature of no resource', report: right({ features: { [forged]: exampleColumn() } }) },
    {
      what: 'a hundred long names',
      report: right({
        features: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}${'a'.repeat(300_000)}`, exampleColumn()])),
      }),
      key: 'report.json.gz',
    },
    { what: '32 MiB of empty objects', report: () => `{"schemaVersion":1,"x":${list(11_000_000)}}`, key: 'report.json.gz' },
    {
      what: 'a summary with a forged line',
      report: (more) => JSON.stringify({ ...more, schemaVersion: 1, share: forged }),
      key: 'summary.json',
    },
  ];
  test.each(tries)('$what is ReportUnreadable for its own monitor, and nothing else', async ({ report, key }) => {
    const victimsBefore = ofVictim(await linesOf());
    const before = await statusOf(own, 'wine');
    await write(own, report, key);
    const after = await eventually('another failure', async () => {
      const status = await statusOf(own, 'wine');
      return (status.drift?.failures ?? 0) > (before.drift?.failures ?? 0) && status;
    });
    expect(await freshness(own, 'wine')).toMatchObject({ status: 'False', reason: 'ReportUnreadable' });
    expect(after.drift).toMatchObject({ verdict: before.drift?.verdict, history: before.drift?.history });
    const lines = await linesOf();
    expect(ofVictim(lines)).toEqual(victimsBefore);
    expect(lines.filter((one) => one.startsWith('up'))).toEqual([]);
    expect(await freshness(victims, 'wine')).toMatchObject({ reason: 'Fresh' });
    await own.remove('services/wine');
    await eventually('its Service again', () => own.get('services/wine'));
    await write(own, right());
    await eventually('the next report', async () => (await freshness(own, 'wine'))?.reason === 'Fresh');
  });
});
