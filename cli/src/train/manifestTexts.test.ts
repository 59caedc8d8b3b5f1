import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadForest } from '@modelmonitor/models';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-train-'));
  let drawn = 1;
  // Park & Miller's minimal standard generator.
  const random = () => {
    drawn = (drawn * 16_807) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  const rows = Array.from({ length: 1500 }, () => [random(), random(), random()].map((value) => value.toFixed(9)).join(','));
  writeFileSync(join(directory, 'noise.csv'), `a,b,y\n${rows.join('\n')}\n`);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(args, context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const train = (...more: string[]) =>
  command('train', '--data', 'noise.csv', '--target', 'y', '--leaf-rows', '1', '--manifest', 'm', ...more);

test('a model too large for a ConfigMap is written beside the manifests, and the first trees show it', async () => {
  const { code, stdout, stderr } = await train('--trees', '40');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(
      /^the model will have about \d{3} kB, more than the 261 kB that kubectl apply takes in a ConfigMap: it is written as m\/model-v1.forest, which `modelmonitor run` reads; a cluster takes at most \d\d trees \(--trees\), or larger leaves \(--leaf-rows\)\ntraining: 25 %\n/,
    ),
  });
  expect(stdout).toContain(
    'm/model-v1.forest  the model, trained to predict y; for `modelmonitor run`, since it is too large for a ConfigMap\n',
  );
  expect(readdirSync(join(directory, 'm')).sort()).toEqual(['model-v1.forest', 'monitor.yaml', 'reference.yaml', 'verify-v1.yaml']);
  const { problems, notes, monitors, objects } = validateManifests(await loadManifests(['m'], directory));
  expect(problems).toEqual([]);
  expect(notes.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'spec.model.versions[0].source.file: takes effect outside a cluster only (in a cluster: store model-v1.forest in a ConfigMap of at most 1 MiB with `kubectl create configmap NAME --from-file`, and name it under source.configMap)',
  ]);
  const bytes = objects.file({ namespace: 'default', name: 'm' }, 'model-v1.forest') ?? new Uint8Array();
  const features = monitors[0]?.spec.model.features ?? [];
  expect(() => loadForest(bytes, { task: 'regression', features, classes: [] })).not.toThrow();
});

test('a model that an existing monitor has in a ConfigMap must fit', async () => {
  await train('--trees', '2');
  const before = readFileSync(join(directory, 'm/model-v1.yaml'), 'utf8');
  const { code, stderr } = await train('--trees', '40');
  expect(code).toBe(1);
  expect(stderr).toMatch(/the model will have about \d{3} kB, .*; a cluster takes at most \d\d trees \(--trees\), or larger leaves/);
  expect(readFileSync(join(directory, 'm/model-v1.yaml'), 'utf8')).toBe(before);
});
