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

/** A shell script in a folder. */
function program(folder: string, name: string, script: string): string {
  const path = join(root, folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
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

test('programs that are too old are skipped, and programs that were built before are used', async () => {
  kubernetes('bin', '1.29.14');
  etcd('bin', '3.4.23');
  const built = builtFolder(recipes.etcd, { XDG_CACHE_HOME: join(root, 'cache') });
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'etcd'), '');
  const [apiserver] = kubernetes('other', '1.30.0');
  const found = await search({ PATH: ['/bin', join(root, 'bin'), join(root, 'other')].join(':') });
  expect(found).toMatchObject({ 'kube-apiserver': apiserver, etcd: join(built, 'etcd') });
});

test('a missing program is built by Go, in a copy of the pinned modules', async () => {
  kubernetes('bin', '1.34.0');
  // Stands in for Go: records its call, and creates its output.
  program(
    'bin',
    'go',
    `pwd > ${root}/call; cat go.mod >> ${root}/call; echo "$GOFLAGS $*" >> ${root}/call; while [ "$1" != -o ]; do shift; done; echo > "$2"`,
  );
  const found = await search();
  expect(existsSync(found?.etcd ?? '')).toBe(true);
  const call = readFileSync(join(root, 'call'), 'utf8');
  expect(call).toContain('require go.etcd.io/etcd/server/v3 v3');
  expect(call).toContain('-mod=mod build -trimpath');
  expect(call).not.toContain(import.meta.dirname);
  expect(written).toMatch(/building etcd with Go, once[\s\S]*built etcd in \d+ s/);
});

test('a build that fails reports the output of Go, and leaves nothing', async () => {
  kubernetes('bin', '1.34.0');
  program('bin', 'go', 'echo the proxy does not answer >&2; exit 1');
  await expect(search()).rejects.toThrow('etcd could not be built: the proxy does not answer');
  expect(existsSync(builtFolder(recipes.etcd, { XDG_CACHE_HOME: join(root, 'cache') }))).toBe(false);
});

const needed = 'the tests of a server: expected etcd 3.5 or later (in KUBEBUILDER_ASSETS or on PATH), or Go to build it, found neither';

test('without programs and Go the tests are skipped with a message', async () => {
  kubernetes('bin', '1.34.0');
  expect(await search()).toBeUndefined();
  expect(written).toBe(`\n*** LEFT OUT *** ${needed}\n\n`);
});

test('without programs and Go a CI run fails', async () => {
  await expect(search({ CI: 'true' })).rejects.toThrow(needed);
});
