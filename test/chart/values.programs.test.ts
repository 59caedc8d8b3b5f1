import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type ChartValue, membersOf } from '../../charts/generate/chartValue.ts';
import { chartValues } from '../../charts/generate/chartValues.ts';
import { command, runProgram } from '../command.ts';
import { toolPaths } from '../tools/toolPaths.ts';

const chart = join(import.meta.dirname, '../../charts/modelmonitor');
const what = 'values of the chart';
const tools = await toolPaths(['helm', 'helm3'], { what, environment: process.env, write: (text) => void process.stderr.write(text) });
const settings = ['--kube-version=1.34.0', '--namespace=modelmonitor'];
const always = ['serviceMonitor', 'prometheusRule'].map((name) => `--set-json=${name}.renderMode="alwaysRender"`);

/** Other values where the one that the type suggests is refused or has no effect. */
const others: Readonly<Record<string, unknown>> = {
  'operator.image.digest': `sha256:${'1'.repeat(64)}`,
  'predictor.image.digest': `sha256:${'1'.repeat(64)}`,
  'operator.minAvailable': '50%',
  'prometheusRule.alerts': { PredictorDown: { enabled: false } },
  extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sample' } }],
  // Rendered already: without the kind in the cluster it is left out.
  'serviceMonitor.renderMode': 'skipIfMissing',
  'prometheusRule.renderMode': 'skipIfMissing',
};
/** Read by Helm for the parent of a subchart. */
const readByHelm = ['enabled'];

const leaves = (value: ChartValue, path: readonly string[] = []): (readonly [path: string, value: ChartValue])[] => {
  const members = membersOf(value);
  if (members === undefined) return [[path.join('.'), value]];
  return Object.entries(members).flatMap(([name, member]) => leaves(member, [...path, name]));
};

/** A value other than the default that the schema accepts. */
function otherValue({ type, enum: words, default: value }: ChartValue): unknown {
  if (words !== undefined) return words.find((word) => word !== value);
  if (type === 'boolean') return !value;
  if (type === 'integer' || Array.isArray(type)) return Number(value) + 1;
  if (type === 'string') return 'sample';
  return type === 'array' ? arrayOf(value as readonly unknown[]) : { ...(value as object), sample: 'value' };
}

function arrayOf([first]: readonly unknown[]): unknown {
  return typeof first === 'number' ? [first + 1] : ['sample'];
}

(tools === undefined ? describe.skip : describe)(what, () => {
  const helm = tools?.helm ?? '';
  let folder: string;
  let before: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelmonitor-values-'));
    before = await runProgram(helm, ['template', 'release', chart, ...settings, ...always]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(leaves(chartValues).filter(([path]) => !readByHelm.includes(path)))('%s changes what is rendered', async (path, value) => {
    const other = `--set-json=${path}=${JSON.stringify(others[path] ?? otherValue(value))}`;
    const after = await runProgram(helm, ['template', 'release', chart, ...settings, ...always, other]);
    expect(after === before).toBe(false);
  });

  test.each([
    {
      name: 'a label that the chart sets too',
      values: ['commonLabels.app\\.kubernetes\\.io/part-of="platform"'],
      has: 'part-of: platform',
    },
    { name: 'a mail server that is there', values: ['alertmanager.mailServer=true'], has: '--alertmanager-mail-server=true' },
    { name: 'a mail server that is not', values: ['alertmanager.mailServer=false'], has: '--alertmanager-mail-server=false' },
    {
      name: 'nothing where labels are expected',
      values: [
        'serviceMonitor.labels',
        'prometheusRule.labels',
        'dashboards.labels',
        'operator.podLabels',
        'commonAnnotations',
        'prometheusRule.additionalGroups',
      ].map((path) => `${path}=null`),
      has: 'kind: PrometheusRule',
    },
    {
      name: 'an object as text',
      values: ['extraObjects=["kind: ConfigMap\\nmetadata: { name: {{ .Release.Name }}-a }"]'],
      has: 'name: release-a',
    },
    { name: 'a namespace that reads as a number', values: ['namespaceOverride="1234"'], has: 'namespace: "1234"' },
  ])('$name is rendered, with each member once', async ({ values, has }) => {
    const flags = values.map((value) => `--set-json=${value}`);
    const text = await runProgram(helm, ['template', 'release', chart, ...settings, ...always, ...flags]);
    expect(text).toContain(has);
    expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test.each(['-gold', 'gold-', 'a'.repeat(51)])('the class %s, which the operator would refuse, is refused', async (name) => {
    const { code, stderr } = await command(helm, ['template', 'release', chart, ...settings, `--set=operator.class=${name}`]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('/operator/class')]);
  });

  test.each(['helm', 'helm3'] as const)('%s installs it as a part of a parent, with values of the parent', async (program) => {
    const parent = join(folder, program);
    await mkdir(join(parent, 'charts'), { recursive: true });
    await cp(chart, join(parent, 'charts/modelmonitor'), { recursive: true });
    const dependency = { name: 'modelmonitor', version: '0.1.0', condition: 'modelmonitor.enabled' };
    await writeFile(
      join(parent, 'Chart.yaml'),
      JSON.stringify({ apiVersion: 'v2', name: 'parent', version: '1.0.0', dependencies: [dependency] }),
    );
    const values = {
      global: { imageRegistry: 'r.example.com', imagePullSecrets: [{ name: 'registry' }], storageClass: 'fast' },
      modelmonitor: { enabled: true, operator: { replicas: 1 } },
    };
    await writeFile(join(parent, 'values.yaml'), JSON.stringify(values));
    const render = (...flags: readonly string[]) => command(tools?.[program] ?? '', ['template', 'p', parent, ...settings, ...flags]);
    const { code, stdout } = await render();
    expect(code).toBe(0);
    expect(stdout).toContain('name: p-modelmonitor-operator');
    expect(stdout).toMatch(/image: r\.example\.com\/modelmonitor\/operator:/);
    expect(stdout).toMatch(/imagePullSecrets:\s+- name: registry/);
    expect((await render('--set=modelmonitor.enabled=false')).stdout).not.toContain('Deployment');
    const { code: refused, stderr } = await render('--set=modelmonitor.operator.replica=1');
    expect([refused, stderr]).toEqual([1, expect.stringMatching(/modelmonitor[\s\S]*additional properties 'replica' not allowed/)]);
  });
});
