import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifests } from './loadManifests.ts';

const named = (name: string) => `kind: ConfigMap\nmetadata: { name: ${name} }\n`;

function directoryWith(files: Record<string, string | Uint8Array>): string {
  const directory = mkdtempSync(join(tmpdir(), 'manifests-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
}

test('a directory gives its manifests by name, without hidden files, other endings and subdirectories', async () => {
  const directory = directoryWith({
    'b.yaml': named('b'),
    'a.yml': named('a'),
    'c.json': '{"kind":"Secret"}',
    '.d.yaml': named('d'),
    'e.txt': 'x',
  });
  mkdirSync(join(directory, 'sub.yaml'));
  const { manifests, problems } = await loadManifests(['.'], directory);
  expect(problems).toEqual([]);
  expect(manifests.map(({ file }) => file)).toEqual(['a.yml', 'b.yaml', 'c.json']);
});

test('links are followed, as in a mounted volume', async () => {
  const directory = directoryWith({});
  mkdirSync(join(directory, '..data'));
  writeFileSync(join(directory, '..data', 'a.yaml'), named('a'));
  symlinkSync('..data/a.yaml', join(directory, 'a.yaml'));
  symlinkSync('nowhere', join(directory, 'broken.yaml'));
  const { manifests, problems } = await loadManifests([directory], '/');
  expect(manifests.map(({ name }) => name)).toEqual(['a']);
  expect(problems).toEqual([]);
});

test('a named file may have any ending', async () => {
  const directory = directoryWith({ monitor: named('a') });
  expect((await loadManifests(['monitor'], directory)).manifests).toHaveLength(1);
});

test('a file above 16 MiB and one that is not UTF-8 are problems', async () => {
  const directory = directoryWith({ 'big.yaml': new Uint8Array(16 * 1024 * 1024 + 1), 'latin.yaml': new Uint8Array([0x61, 0xff]) });
  const { problems } = await loadManifests(['.'], directory);
  expect(problems).toEqual([
    { file: 'big.yaml', path: '', message: 'expected a manifest file of at most 16 MiB, got 16777217 bytes' },
    { file: 'latin.yaml', path: '', message: 'is not UTF-8 text' },
  ]);
});
