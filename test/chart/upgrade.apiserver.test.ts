import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../command.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { toolPaths } from '../tools/toolPaths.ts';
import { testRelease } from './testRelease.ts';

const chart = join(import.meta.dirname, '../../charts/modelmonitor');
/** Defaults of an earlier version of the chart, which no change may refuse. */
const earlierValues = join(import.meta.dirname, 'earlier.values.yaml');
const what = 'upgrades of the chart from an earlier version';
const tools = await toolPaths(['helm', 'helm3'], { what, environment: process.env, write: (text) => void process.stderr.write(text) });

/** A Deployment as every version of the chart has it: its name and selector never change. */
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: '{{ .Release.Name }}-modelmonitor-operator' },
  spec: {
    replicas: '{{ .Values.operator.replicas | int }}',
    selector: { matchLabels: { 'app.kubernetes.io/name': 'modelmonitor-operator', 'app.kubernetes.io/instance': '{{ .Release.Name }}' } },
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'modelmonitor-operator', 'app.kubernetes.io/instance': '{{ .Release.Name }}' } },
      spec: { containers: [{ name: 'operator', image: 'modelmonitor/operator:0.0.9' }] },
    },
  },
};

await describeWithControlPlane(what, {}, (plane) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelmonitor-earlier-'));
    await mkdir(join(folder, 'templates'));
    await mkdir(join(folder, 'files'));
    await cp(earlierValues, join(folder, 'values.yaml'));
    await writeFile(
      join(folder, 'Chart.yaml'),
      JSON.stringify({ apiVersion: 'v2', name: 'modelmonitor', version: '0.0.9', appVersion: '0.0.9' }),
    );
    const text = JSON.stringify(deployment).replace(/"(\{\{[^"]*\| int \}\})"/, '$1');
    await writeFile(join(folder, 'templates/deployment.yaml'), text);
    for (const file of ['_names.tpl', '_definition.tpl']) await cp(join(chart, 'templates', file), join(folder, 'templates', file));
    const template = await readFile(join(chart, 'templates/crd.yaml'), 'utf8');
    await writeFile(join(folder, 'templates/crd.yaml'), template.replace('merge (dict) .Values.commonAnnotations', 'dict'));
    const definition = await readFile(join(chart, 'files/crd.yaml'), 'utf8');
    await writeFile(join(folder, 'files/crd.yaml'), definition.replace('A served, measured and drift-checked model.', 'Earlier.'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  (tools === undefined ? test.skip : test).each(['helm', 'helm3'] as const)(
    '%s keeps what the user set and takes new defaults',
    async (name) => {
      const helm = tools?.[name] ?? '';
      const release = testRelease(helm, { name, kubeconfig: plane().kubeconfigPath });
      const own = ['--set=operator.replicas=3', '--set=imagePullSecrets={registry}', '--set=operator.podDisruptionBudget=false'];
      await release.run('install', folder, ...own);
      expect(await release.run('upgrade', chart, '--reset-then-reuse-values')).not.toContain('CustomResourceDefinition');
      const { stdout } = await plane().kubectl([
        '--namespace',
        name,
        'get',
        'deployment',
        `${name}-modelmonitor-operator`,
        '--output=json',
      ]);
      expect(JSON.parse(stdout)).toMatchObject({
        spec: {
          replicas: 3,
          revisionHistoryLimit: 3,
          template: { spec: { imagePullSecrets: [{ name: 'registry' }], containers: [{ image: 'modelmonitor/operator:0.1.0' }] } },
        },
      });
      expect((await plane().kubectl(['--namespace', name, 'get', 'poddisruptionbudget', '--output=name'])).stdout).toBe('');
      const crd = await plane().kubectl(['get', 'crd', 'modelmonitors.modelmonitor.dev', '--output=yaml']);
      expect(crd.stdout).toContain('A served, measured and drift-checked model.');
      await release.uninstall();
      await plane().kubectl(['delete', 'crd', 'modelmonitors.modelmonitor.dev']);
    },
  );

  (tools === undefined ? test.skip : test)('every earlier value is accepted', async () => {
    expect(await runProgram(tools?.helm ?? '', ['template', 'r', chart, '--kube-version=1.34.0', '--values', earlierValues])).toContain(
      'Deployment',
    );
  });
});
