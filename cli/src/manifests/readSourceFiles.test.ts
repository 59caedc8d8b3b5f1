import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSourceFiles } from './readSourceFiles.ts';

const top = mkdtempSync(join(tmpdir(), 'source-files-'));
const directory = join(top, 'manifests');
mkdirSync(join(directory, 'models'), { recursive: true });
writeFileSync(join(directory, 'models', 'v1.forest'), 'model');
writeFileSync(join(top, 'secret'), 'secret');
symlinkSync(join(top, 'secret'), join(directory, 'link.forest'));
symlinkSync(join(directory, 'models', 'v1.forest'), join(directory, 'inside.forest'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const monitor = (path: unknown) => ({ spec: { model: { versions: [{ name: 'v1', source: { file: { path } } }] } } });

test.each([
  { name: 'a file below the directory', path: 'models/v1.forest', expected: 'model' },
  { name: 'a link that stays inside', path: 'inside.forest', expected: 'model' },
  {
    name: 'a link that leads out',
    path: 'link.forest',
    expected: { problem: 'expected a file in the directory of the manifest, got link.forest, which leads out of it' },
  },
  {
    name: 'a path that leads out',
    path: '../secret',
    expected: { problem: 'expected a file in the directory of the manifest, got ../secret, which leads out of it' },
  },
  { name: 'a missing file', path: 'v2.forest', expected: { problem: 'v2.forest does not exist beside the manifest' } },
  { name: 'a directory', path: 'models', expected: { problem: 'expected a file, got models, which is none' } },
])('$name', async ({ path, expected }) => {
  const found = (await readSourceFiles(monitor(path), directory)).get(path);
  expect(found instanceof Uint8Array ? Buffer.from(found).toString() : found).toEqual(expected);
});

test.each([undefined, 7, { spec: { model: { versions: [null, 'v1'] } } }, monitor(7)])('nothing is read for %j', async (value) => {
  expect(await readSourceFiles(value, directory)).toEqual(new Map());
});
