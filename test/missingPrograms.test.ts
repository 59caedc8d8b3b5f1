import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingPrograms } from './missingPrograms.ts';

const folder = mkdtempSync(join(tmpdir(), 'programs-'));

afterAll(() => rmSync(folder, { recursive: true }));

function addProgram(name: string, version: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${name} ${version}'\n`, { mode: 0o755 });
}

test('on a fresh machine it names what is built, how long that takes and how to save it', async () => {
  addProgram('go', '1.26.0');
  const text = await missingPrograms({ PATH: folder, XDG_CACHE_HOME: folder });
  expect(text).toMatch(/^First run: 12 programs that tests start are missing\. This run builds them with Go, once, in about 3\d min /);
  expect(text).toMatch(/\n {2}etcd: \d+ s\n {2}Kubernetes v[\d.]+ \(.*\): 5 min\n/);
  expect(text).toContain('on PATH, or of the control plane in KUBEBUILDER_ASSETS');
  rmSync(join(folder, 'go'));
});

test('programs in KUBEBUILDER_ASSETS and on PATH come first; without Go the rest is left out', async () => {
  addProgram('etcd', '3.6.1');
  addProgram('kube-apiserver', 'v1.34.0');
  addProgram('kube-controller-manager', 'v1.34.0');
  addProgram('kubectl', 'v1.34.0');
  const text = await missingPrograms({ PATH: '/nowhere', KUBEBUILDER_ASSETS: folder, XDG_CACHE_HOME: folder });
  expect(text).toMatch(/^First run: 10 programs .* Go is missing too/);
  expect(text).not.toMatch(/etcd|Kubernetes v/);
});
