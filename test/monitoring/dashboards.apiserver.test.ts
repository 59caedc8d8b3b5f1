import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type GrafanaDashboard,
  type GrafanaVariable,
  grafanaDashboards,
  shownPanels,
} from '../../monitoring/src/dashboards/lint/grafanaDashboard.ts';
import { substituteVariables } from '../../monitoring/src/dashboards/lint/substituteVariables.ts';
import { type DriftWorld, startDriftWorld } from '../cluster/driftWorld.ts';
import type { TestPod } from '../cluster/testKubelet.ts';
import { shiftedRows } from '../cluster/wineRows.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { toolPaths } from '../tools/toolPaths.ts';
import { type BusyPredictors, startBusyPredictors } from './busyPredictors.ts';
import { startOverlapExporter } from './overlapExporter.ts';
import { startCadvisor } from './startCadvisor.ts';
import { startNodeExporter } from './startNodeExporter.ts';
import { type AnsweredSeries, startPrometheus, type TestPrometheus } from './startPrometheus.ts';

// Every query of every dashboard, asked of a real Prometheus that scrapes the real operator of a real API server, real predictors in a
// cluster and without, and the real node_exporter. Only cAdvisor is stood in for: see startCadvisor.ts.

const what = 'what the dashboards show';
const tools = await toolPaths(['prometheus', 'node_exporter'], {
  environment: process.env,
  write: (text) => process.stderr.write(text),
  what,
});
const ruleFile = join(import.meta.dirname, '../../monitoring/generated/rules.yaml');
const dashboards = grafanaDashboards();

/** What Grafana puts into a query when everything is chosen, and seconds make the range that is shown. */
function valuesIn({ templating }: GrafanaDashboard): Readonly<Record<string, string>> {
  const all = templating.list.map(({ name, allValue = '.+' }: GrafanaVariable): [string, string] => [name, allValue]);
  return { ...Object.fromEntries(all), __rate_interval: '10s', __range: '5m' };
}

const queries = dashboards.flatMap((dashboard) =>
  shownPanels(dashboard).flatMap(({ title, type, targets = [] }) =>
    targets.map(({ expr, legendFormat, instant, refId }) => ({
      query: `${dashboard.title}: ${title} (${refId})`,
      isNumber: type === 'stat' || type === 'table',
      instant,
      legendFormat,
      expression: substituteVariables(expr, valuesIn(dashboard)),
    })),
  ),
);

/** Whether an answer shows anything: NaN is drawn as nothing. */
const shows = (series: readonly AnsweredSeries[]) => series.some(({ values }) => values.some((value) => !Number.isNaN(value)));

const closing: (() => Promise<unknown>)[] = [];

async function startWorld(plane: ControlPlane, programs: NonNullable<typeof tools>): Promise<TestPrometheus> {
  const closeLater = <Part>(part: Part, close: () => Promise<unknown>): Part => {
    closing.unshift(close);
    return part;
  };
  const [world, busy, overlap, cadvisor, nodeExporter] = await Promise.all([
    startDriftWorld(plane).then((part) => closeLater(part, part.stop)),
    startBusyPredictors().then((part) => closeLater(part, part.close)),
    startOverlapExporter().then((part) => closeLater(part, part.close)),
    startCadvisor().then((part) => closeLater(part, part.close)),
    startNodeExporter(programs.node_exporter).then((part) => closeLater(part, part.stop)),
  ]);
  const pod = await podWithReport(plane, world);
  keepWorking(pod, busy);
  const port = (of: { readonly port: number }) => `127.0.0.1:${of.port}`;
  const prometheus = await startPrometheus(programs.prometheus, {
    ruleFile,
    jobs: [
      {
        job: 'modelmonitor-predictor',
        honorLabels: false,
        targets: [{ address: `127.0.0.1:${pod.internalPort}`, labels: { namespace: 'models', pod: 'wine-0', modelmonitor: 'wine' } }],
      },
      {
        job: 'modelmonitor-predictor',
        honorLabels: true,
        targets: busy.addresses.map((address) => ({ address, labels: { namespace: 'default' } })),
      },
      {
        job: 'modelmonitor-operator',
        honorLabels: true,
        targets: [
          { address: port(world.operator()), labels: { namespace: 'modelmonitor', pod: 'operator-0' } },
          { address: overlap.address, labels: { namespace: 'modelmonitor', pod: 'operator-1' } },
        ],
      },
      { job: 'node-exporter', honorLabels: true, targets: [{ address: nodeExporter.address }] },
      { job: 'cadvisor', honorLabels: true, targets: [{ address: cadvisor.address }] },
    ],
  });
  return closeLater(prometheus, prometheus.stop);
}

/** Lets the wine example drift in the cluster, up to the report. */
async function podWithReport(plane: ControlPlane, world: DriftWorld): Promise<TestPod> {
  const pod = await world.kubelet.startPredictor('wine', 'wine-pods-32c4');
  for (const row of shiftedRows(55)) await pod.predict(row);
  await plane.kubectl(['create', 'job', '--namespace=models', '--from=cronjob/wine-drift', 'manual']);
  expect(await world.kubelet.runJob('manual')).toMatchObject({ code: 0, stderr: '' });
  await world.becomes('DriftDetected', 'Drifted');
  return pod;
}

/** Sends requests until the end of the test: rates are of what happens now. */
function keepWorking(pod: TestPod, busy: BusyPredictors): void {
  const stopping = new AbortController();
  const [row = []] = shiftedRows(1);
  const working = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.all([pod.predict(row), busy.work()]);
      await setTimeout(50);
    }
  })();
  closing.unshift(async () => {
    stopping.abort();
    await working;
  });
}

if (tools === undefined) test.skip(what, () => undefined);
else
  await describeWithControlPlane(what, {}, (plane) => {
    let prometheus: TestPrometheus;

    beforeAll(async () => {
      prometheus = await startWorld(plane(), tools);
    }, 180_000);
    afterAll(async () => {
      for (const close of closing) await close();
    });

    test.each(queries)('$query', async ({ expression, instant, isNumber, legendFormat = '' }) => {
      const answered = await eventually(`data of ${expression}`, async () => {
        const series = instant ? await prometheus.query(expression) : await prometheus.queryRange(expression, 10);
        return shows(series) && series;
      });
      // Numbers and tables would show it as a word. Graphs show it as a gap.
      if (isNumber) expect(answered.filter(({ values }) => values.some(Number.isNaN))).toEqual([]);
      // A label that no series has would leave a hole in the legend.
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect({ label, known: answered.some(({ labels }) => label in labels) }).toEqual({ label, known: true });
    });

    test.each(dashboards)('every variable of $title can be chosen from something', async (dashboard) => {
      for (const { name, query } of dashboard.templating.list) {
        if (typeof query === 'string') continue;
        const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query.query) ?? [];
        const values = await prometheus.labelValues(label, substituteVariables(selector, valuesIn(dashboard)));
        expect({ name, values: values.length > 0 }).toEqual({ name, values: true });
      }
    });

    test('graphs are marked with the alert that fires', async () => {
      for (const dashboard of dashboards)
        for (const { expr } of dashboard.annotations.list) {
          const found = await eventually('the alert', async () => {
            const series = await prometheus.query(substituteVariables(expr, valuesIn(dashboard)));
            return series.find(({ labels }) => labels['alertname'] === 'DataDriftDetected' && labels['modelmonitor'] === 'wine');
          });
          expect(found.labels).toMatchObject({ severity: 'warning', namespace: 'models' });
        }
    });

    test('the rules are evaluated beside', async () => {
      expect(await prometheus.brokenRules()).toEqual([]);
    });

    test('live drift is what the rules record', async () => {
      const query = queries.find(({ query: name }) => name.includes('Live PSI now'));
      const shown = await prometheus.query(query?.expression ?? '');
      const recorded = await prometheus.query('modelmonitor_feature:feature_values:psi1h{modelmonitor="wine"}');
      const features = (series: readonly AnsweredSeries[]) => new Set(series.map(({ labels }) => labels['feature']));
      expect([...features(shown)]).toEqual(expect.arrayContaining([...features(recorded)]));
      expect(recorded).toHaveLength(13);
    });
  });
