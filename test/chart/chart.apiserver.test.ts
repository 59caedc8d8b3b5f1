import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { createTestNamespace } from '../../operator/src/testMonitor.ts';
import { command } from '../command.ts';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { installCrds } from '../controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../controlPlane/prometheusOperatorCrds.ts';
import { toolPaths } from '../tools/toolPaths.ts';
import { type OpenApi, schemaLocation, strictSchemas } from './strictSchemas.ts';

const chart = join(import.meta.dirname, '../../charts/modelmonitor');
const values = (await readdir(join(chart, 'ci'))).map((file) => join(chart, 'ci', file));
const what = 'what the chart renders';
const write = (text: string) => void process.stderr.write(text);
const tools = await toolPaths(['helm', 'kubeconform'], { what, environment: process.env, write });
const prometheusKinds = ['ServiceMonitor', 'PrometheusRule'].map((kind) => `--api-versions=monitoring.coreos.com/v1/${kind}`);

await describeWithControlPlane(what, {}, (plane) => {
  let folder: string;
  /** Renders with values into a file. */
  const render = async (file: string) => {
    const args = ['template', 'release', chart, '--namespace', 'modelmonitor', '--values', file, ...prometheusKinds];
    const { stdout } = await command(tools?.helm ?? '', args);
    const path = join(folder, basename(file));
    await writeFile(path, stdout);
    return { path, objects: parseAllDocuments(stdout).length };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelmonitor-chart-'));
    const definitions = await prometheusOperatorCrds({ environment: process.env, write, what });
    await installCrds(plane(), definitions ?? []);
    for (const name of ['modelmonitor', 'models', 'staging'])
      await createTestNamespace(plane(), name, {
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/enforce': 'restricted',
      });
    // Definitions are published a moment after they are served.
    const published = await eventually('the published definitions', async () => {
      const { body } = await plane().client.get<OpenApi>('/openapi/v2');
      return JSON.stringify(body.definitions).includes('"kind":"PrometheusRule"') && body;
    });
    for (const [name, schema] of strictSchemas(published)) await writeFile(join(folder, name), JSON.stringify(schema));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  (tools === undefined ? test.skip : test).each(values)('kubeconform and the API server take %s, to the last field', async (file) => {
    const { path, objects } = await render(file);
    expect(objects).toBeGreaterThan(8);
    const location = join(folder, schemaLocation);
    const conforms = await command(tools?.kubeconform ?? '', ['-strict', '-summary', '-schema-location', location, path]);
    expect(conforms).toEqual({ code: 0, stdout: expect.stringMatching(/Invalid: 0, Errors: 0, Skipped: 0/), stderr: '' });
    const taken = await plane().kubectl([
      'apply',
      '--server-side',
      '--dry-run=server',
      '--validate=strict',
      '--force-conflicts',
      `--filename=${path}`,
    ]);
    expect(taken).toEqual({ code: 0, stdout: expect.stringContaining('deployment.apps/'), stderr: '' });
  });
});
