import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createValidator } from '@modelmonitor/api';
import { SourceError } from './errors.ts';
import { readMonitor } from './readMonitor.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-config-'));
});
afterEach(() => rm(directory, { recursive: true }));

const feature = { name: 'alcohol', type: 'numeric' };
const configMap = (key: string) => ({ configMap: { name: 'wine', key } });
const resource = {
  apiVersion: 'modelmonitor.dev/v1alpha1',
  kind: 'ModelMonitor',
  metadata: { name: 'wine', namespace: 'default' },
  spec: {
    model: {
      task: 'regression',
      features: [feature],
      target: { name: 'quality' },
      versions: [{ name: 'v1', format: 'forest', source: configMap('model.json') }],
    },
    drift: { reference: { source: configMap('reference.csv') } },
  },
};

test('the resource comes back as it was validated, with its defaults', async () => {
  await writeFile(join(directory, 'monitor.json'), JSON.stringify(resource));
  const { metadata, spec } = await readMonitor(directory, createValidator());
  expect([metadata.name, spec.model.features, spec.drift.share]).toEqual(['wine', [{ ...feature, optional: false }], 0.5]);
});

test.each([
  { name: 'that is missing', text: undefined, message: /^expected the resolved ModelMonitor, but \S+monitor\.json does not exist$/ },
  { name: 'that is torn', text: '{"kind":', message: /monitor\.json is not JSON: / },
  {
    name: 'with two faults',
    text: JSON.stringify({ ...resource, spec: { ...resource.spec, model: { ...resource.spec.model, features: [], task: 'guess' } } }),
    message:
      /monitor\.json is not a valid ModelMonitor: .*spec\.model\.task .*; .*spec\.model\.features|spec\.model\.features .*; .*spec\.model\.task /,
  },
])('a resource $name is reported with all that is wrong', async ({ text, message }) => {
  if (text !== undefined) await writeFile(join(directory, 'monitor.json'), text);
  const outcome = readMonitor(directory, createValidator());
  await expect(outcome).rejects.toThrow(SourceError);
  await expect(outcome).rejects.toThrow(message);
});
