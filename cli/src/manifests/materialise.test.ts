import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, planFor } from '@modelmonitor/api';
import { loadManifests } from './loadManifests.ts';
import { materialise } from './materialise.ts';
import { validateManifests } from './validateManifests.ts';

const now = new Date('2025-01-02T03:04:05.678Z');
const valid = readFileSync(join(import.meta.dirname, '../../golden/validate/valid.in.yaml'), 'utf8');

async function planned(text = valid) {
  const manifests = mkdtempSync(join(tmpdir(), 'manifests-'));
  writeFileSync(join(manifests, 'all.yaml'), text);
  const { monitors, objects, problems } = validateManifests(await loadManifests([manifests], '/'));
  expect(problems).toEqual([]);
  const [monitor] = monitors;
  if (monitor === undefined) throw new Error('no monitor');
  return { plan: planFor(monitor), objects, now };
}

const target = () => join(mkdtempSync(join(tmpdir(), 'config-')), 'wine');

test('the directory looks like a projected volume, and only its owner may read it', async () => {
  const directory = target();
  expect(await materialise(await planned(), directory)).toBe(true);
  expect(JSON.parse(readFileSync(join(directory, 'monitor.json'), 'utf8')).metadata).toEqual({ name: 'wine', namespace: 'default' });
  expect(readFileSync(join(directory, 'configmaps/wine-reference/reference.csv'), 'utf8')).toBe('alcohol,colour\n13.2,red\n');
  expect(readFileSync(join(directory, 'secrets/wine-users/htpasswd'), 'utf8')).toBe('ada:lovelace');
  expect(readlinkSync(join(directory, '..data'))).toMatch(/^\.\.2025_01_02_03_04_05\./);
  expect(readlinkSync(join(directory, 'secrets'))).toBe('..data/secrets');
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'secrets/wine-users')).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'secrets/wine-users/htpasswd')).mode & 0o777).toBe(0o600);
});

test('the same content swaps nothing', async () => {
  const directory = target();
  await materialise(await planned(), directory);
  const before = readlinkSync(join(directory, '..data'));
  expect(await materialise({ ...(await planned()), now: new Date(0) }, directory)).toBe(false);
  expect(readlinkSync(join(directory, '..data'))).toBe(before);
});

test('other content comes as a new generation, the old one goes, and so does what is not mounted any more', async () => {
  const directory = target();
  await materialise(await planned(), directory);
  const withoutSecret = valid.replace(/ {2}serving:\n( {4}.*\n)+/, '').replace(/model.json: .*/, 'model.json: new');
  expect(await materialise(await planned(withoutSecret), directory)).toBe(true);
  expect(readFileSync(join(directory, 'configmaps/wine-model-v1/model.json'), 'utf8')).toBe('new');
  expect(existsSync(join(directory, 'secrets'))).toBe(false);
  expect(readdirSync(directory).filter((name) => name.startsWith('..2025'))).toHaveLength(1);
});

test('a crash after the swap is put right, though the content is the same', async () => {
  const directory = target();
  await materialise(await planned(), directory);
  rmSync(join(directory, 'monitor.json'));
  mkdirSync(join(directory, '..2024_12_31_23_59_59.abcdef'));
  expect(await materialise(await planned(), directory)).toBe(false);
  expect(existsSync(join(directory, 'monitor.json'))).toBe(true);
  expect(readdirSync(directory).filter((name) => name.startsWith('..20'))).toHaveLength(1);
});

test('what was changed manually, or left half done, is put right', async () => {
  const directory = target();
  await materialise(await planned(), directory);
  writeFileSync(join(directory, 'monitor.json'), '{}');
  writeFileSync(join(directory, '..data_tmp'), 'left over');
  expect(await materialise(await planned(), directory)).toBe(true);
  expect(readFileSync(join(directory, 'monitor.json'), 'utf8')).toContain('"wine"');
  expect(lstatSync(join(directory, '..data')).isSymbolicLink()).toBe(true);
});

test.each([
  { name: '../../evil', key: 'model.json' },
  { name: 'wine', key: '..' },
  { name: 'wine', key: '../x' },
  { name: 'wine', key: 'a/b' },
])('the name $name with the key $key never becomes a path', async ({ name, key }) => {
  const { plan, ...rest } = await planned();
  const hostile: Plan = {
    ...plan,
    mounts: [{ kind: 'ConfigMap', name, key, path: `configmaps/${name}/${key}`, field: '', use: 'source' }],
  };
  await expect(materialise({ plan: hostile, ...rest }, target())).rejects.toThrow('cannot be a file name');
});

test('a key that does not exist is reported', async () => {
  const { plan, ...rest } = await planned();
  const mount = { kind: 'Secret', name: 'wine-users', key: 'other', path: 'secrets/wine-users/other', field: '', use: 'source' } as const;
  await expect(materialise({ plan: { ...plan, mounts: [mount] }, ...rest }, target())).rejects.toThrow(
    'expected Secret wine-users with the key other in the manifests, got none',
  );
});
