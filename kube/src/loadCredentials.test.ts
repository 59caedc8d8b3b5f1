import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCredentials } from './loadCredentials.ts';

const root = mkdtempSync(join(tmpdir(), 'credentials-'));
const at = (path: string) => join(root, path);
const write = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const kubeconfig = (server: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'one', cluster: { server } }],
    users: [{ name: 'one', user: { token: 'one' } }],
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
    'current-context': 'one',
  });
const inPod = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443', KUBECONFIG: '', HOME: '/nowhere' };
const before = process.env;

beforeAll(() => {
  write('option', kubeconfig('https://option:6443'));
  write('variable', kubeconfig('https://variable:6443'));
  write('home/.kube/config', kubeconfig('https://home:6443/'));
  write('account/token', 'token');
  write('empty', JSON.stringify({ apiVersion: 'v1', kind: 'Config' }));
});
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => {
  process.env = before;
});

test.each<{ what: string; file?: string; env: Record<string, string>; server: string }>([
  {
    what: 'the file of an option',
    file: 'option',
    env: { ...inPod, KUBECONFIG: at('variable'), HOME: at('home') },
    server: 'https://option:6443',
  },
  { what: 'KUBECONFIG', env: { ...inPod, KUBECONFIG: at('variable'), HOME: at('home') }, server: 'https://variable:6443' },
  { what: 'the file in the home directory', env: { ...inPod, HOME: at('home') }, server: 'https://home:6443' },
  { what: 'the service account of the pod', env: inPod, server: 'https://10.96.0.1:443' },
])('$what comes first', async ({ file, env, server }) => {
  process.env = { ...before, ...env };
  const credentials = await loadCredentials(file === undefined ? undefined : at(file), { env, folder: at('account') });
  expect(credentials.server).toBe(server);
});

test.each([
  { file: 'missing', message: 'expected a kubeconfig' },
  { file: 'empty', message: 'expected a cluster' },
])('a kubeconfig without a cluster is an error: $file', async ({ file, message }) => {
  await expect(loadCredentials(at(file))).rejects.toThrow(message);
});
