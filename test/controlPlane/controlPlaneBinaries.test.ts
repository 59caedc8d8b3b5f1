import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { controlPlaneBinaries } from './controlPlaneBinaries.ts';
import { builtFolder } from './goBuild.ts';
import { recipes } from './recipes.ts';

let root: string;
let written: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modelmonitor-binaries-'));
  written = '';
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A program of a folder that says a text when it is asked anything. */
function program(folder: string, name: string, says: string): string {
  const path = join(root, folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${says}\n`);
  chmodSync(path, 0o755);
  return path;
}

const names = ['kube-apiserver', 'kube-controller-manager', 'kubectl'];
const kubernetes = (folder: string, version: string) => names.map((name) => program(folder, name, `echo Kubernetes v${version}`));
const etcd = (folder: string, version: string) => program(folder, 'etcd', `echo etcd Version: ${version}; echo Go Version: go1.19.8`);

function search(more: Readonly<Record<string, string>> = {}) {
  const environment = { PATH: ['/bin', join(root, 'bin')].join(':'), XDG_CACHE_HOME: join(root, 'cache'), ...more };
  return controlPlaneBinaries({ environment, write: (text) => (written += text), what: 'the tests of a server' });
}

test('KUBEBUILDER_ASSETS comes before PATH', async () => {
  kubernetes('bin', '1.34.0');
  etcd('bin', '3.6.1');
  const [apiserver] = kubernetes('assets', '1.31.0');
  const found = await search({ KUBEBUILDER_ASSETS: join(root, 'assets') });
  expect(found).toMatchObject({ 'kube-apiserver': apiserver, etcd: join(root, 'bin/etcd') });
  expect(written).toBe('');
});

test('programs that are too old are passed over, and what was built before is taken', async () => {
  kubernetes('bin', '1.29.14');
  etcd('bin', '3.4.23');
  const built = builtFolder(recipes.etcd, { XDG_CACHE_HOME: join(root, 'cache') });
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'etcd'), '');
  const [apiserver] = kubernetes('other', '1.30.0');
  const found = await search({ PATH: ['/bin', join(root, 'bin'), join(root, 'other')].join(':') });
  expect(found).toMatchObject({ 'kube-apiserver': apiserver, etcd: join(built, 'etcd') });
});

test('what is not there is built by Go, in a copy of the pinned modules', async () => {
  kubernetes('bin', '1.34.0');
  // Stands in for Go: notes how it was called, and leaves what it was asked for.
  program(
    'bin',
    'go',
    `pwd > ${root}/asked; cat go.mod >> ${root}/asked; echo "$GOFLAGS $*" >> ${root}/asked; while [ "$1" != -o ]; do shift; done; echo > "$2"`,
  );
  const found = await search();
  expect(existsSync(found?.etcd ?? '')).toBe(true);
  const asked = readFileSync(join(root, 'asked'), 'utf8');
  expect(asked).toContain('require go.etcd.io/etcd/server/v3 v3');
  expect(asked).toContain('-mod=mod build -trimpath');
  expect(asked).not.toContain(import.meta.dirname);
  expect(written).toMatch(/making etcd with Go, once[\s\S]*made etcd in \d+ s/);
});

test('a build that fails says what Go said, and leaves nothing', async () => {
  kubernetes('bin', '1.34.0');
  program('bin', 'go', 'echo the proxy does not answer >&2; exit 1');
  await expect(search()).rejects.toThrow('etcd could not be made: the proxy does not answer');
  expect(existsSync(builtFolder(recipes.etcd, { XDG_CACHE_HOME: join(root, 'cache') }))).toBe(false);
});

const needed =
  'the tests of a server: etcd 3.5 or later is needed (in KUBEBUILDER_ASSETS or on PATH), or Go to build it, and there is neither';

test('without programs and Go the tests are left out, and that is said', async () => {
  kubernetes('bin', '1.34.0');
  expect(await search()).toBeUndefined();
  expect(written).toBe(`\n*** LEFT OUT *** ${needed}\n\n`);
});

test('without programs and Go a CI run fails', async () => {
  await expect(search({ CI: 'true' })).rejects.toThrow(needed);
});
