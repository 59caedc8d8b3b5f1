import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { createCertificateAuthority } from '../../test/controlPlane/certificateAuthority.ts';
import { podCredentials } from './podCredentials.ts';

const root = mkdtempSync(join(tmpdir(), 'pod-'));
const folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
const { certificate } = createCertificateAuthority('a cluster', new Date());

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ token: 'first', namespace: 'models', 'ca.crt': certificate }))
    writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(root, { recursive: true }));

test.each(['10.96.0.1', 'fd00::1'])('they are those that KubeConfig reads, at %s', async (host) => {
  const env = { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: '443' };
  const config = withEnvironment(env, () => {
    const loaded = new KubeConfig();
    loaded.loadFromCluster(root);
    return loaded;
  });
  const options: RequestOptions = { headers: {} };
  await config.applyToHTTPSOptions(options);
  const found = podCredentials({ env, folder });
  const { tls, headers, proxy } = (await found?.read()) ?? {};
  expect(found).toMatchObject({
    server: config.getCurrentCluster()?.server,
    namespace: config.getContextObject('inClusterContext')?.namespace,
  });
  expect(headers).toEqual(options.headers);
  expect([tls?.ca?.toString(), proxy]).toEqual([options.ca?.toString(), undefined]);
});

test('a token that the kubelet replaced is used at the next look, and connections remain', async () => {
  const found = podCredentials({ env: { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' }, folder });
  const before = await found?.read();
  writeFileSync(join(folder, 'token'), 'second\n');
  const after = await found?.read();
  expect(after?.headers).toEqual({ Authorization: 'Bearer second' });
  expect(after?.digest).toBe(before?.digest);
});

test.each<{ what: string; env: Record<string, string>; at?: string }>([
  { what: 'no API server', env: {} },
  { what: 'no token', env: { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' }, at: join(root, 'missing') },
])('outside of a pod, with $what, there are none', ({ env, at = folder }) => {
  expect(podCredentials({ env, folder: at })).toBeUndefined();
});

/** KubeConfig reads the environment of the process. */
function withEnvironment<T>(env: Readonly<Record<string, string>>, use: () => T): T {
  const before = process.env;
  process.env = { ...before, ...env };
  try {
    return use();
  } finally {
    process.env = before;
  }
}
