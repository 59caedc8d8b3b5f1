import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const repository = join(import.meta.dirname, '../../..');
const note = 'note: without --jwks and --issuer pods return no rows, and drift checks in the cluster fail\n';
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-render-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function renderObjects(...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd: repository });
  const code = await runCommand(['render', ...args], context);
  const objects = parseAllDocuments(stdout()).map((document) => document.toJS());
  return { code, stderr: stderr(), stdout: stdout(), objects };
}

test('renders the objects of the wine example as the operator would, without an owner', async () => {
  const { code, stderr, objects } = await renderObjects('-f', 'examples/wine');
  expect([code, stderr]).toEqual([0, note]);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ConfigMap wine-callers',
    expect.stringMatching(/^ConfigMap wine-monitor-[0-9a-f]{10}$/),
    'ConfigMap wine-drift',
    'ServiceAccount wine-drift',
    'Role wine-drift',
    'RoleBinding wine-drift',
    'NetworkPolicy wine-predictor',
    'NetworkPolicy wine-drift',
    'Service wine',
    'Service wine-pods-32c4',
    'Deployment wine',
    'CronJob wine-drift',
    'ServiceMonitor wine',
  ]);
  expect(objects.filter(({ metadata }) => metadata.ownerReferences !== undefined)).toEqual([]);
});

test('the configuration contains the keys of the cluster', async () => {
  const keys = [{ kty: 'RSA', kid: 'one', n: '0vx7', e: 'AQAB' }];
  writeFileSync(join(directory, 'jwks.json'), JSON.stringify({ keys }));
  const { stderr, objects } = await renderObjects(
    '-f',
    'examples/iris',
    '--jwks',
    join(directory, 'jwks.json'),
    '--issuer',
    'https://kubernetes',
  );
  expect(stderr).toBe('');
  const subjects = ['system:serviceaccount:default:iris-drift'];
  expect(JSON.parse(objects[0].data['callers.json'])).toEqual({ issuer: 'https://kubernetes', subjects, observers: [], keys });
});

test('options choose the images and the available kinds', async () => {
  const { objects } = await renderObjects(
    '-f',
    'examples/iris',
    '--without-prometheus',
    '--predictor-image',
    'registry/p@sha256:1',
    '--image-pull-secrets',
    'a,b',
  );
  const kinds = objects.map(({ kind }) => kind);
  expect(kinds).not.toContain('ServiceMonitor');
  const { spec } = objects[kinds.indexOf('Deployment')].spec.template;
  expect([spec.containers[0].image, spec.imagePullSecrets]).toEqual(['registry/p@sha256:1', [{ name: 'a' }, { name: 'b' }]]);
});

test.each([
  {
    name: 'an invalid monitor',
    args: ['-f', 'cli/golden/validate/traffic-sum-and-bad-word.in.yaml'],
    code: 1,
    says: /spec\.model\.versions: traffic of/,
  },
  {
    name: 'keys without an issuer',
    args: ['-f', 'examples/iris', '--jwks', 'x'],
    code: 2,
    says: /--jwks and --issuer must be given together/,
  },
  {
    name: 'a missing file of keys',
    args: ['-f', 'examples/iris', '--jwks', 'x', '--issuer', 'y'],
    code: 1,
    says: /x cannot be read \(ENOENT\)/,
  },
  {
    name: 'a file without keys',
    args: ['-f', 'examples/iris', '--jwks', 'package.json', '--issuer', 'y'],
    code: 1,
    says: /expected a JSON Web Key Set/,
  },
  { name: 'nothing to render', args: ['-f', 'examples'], code: 1, says: /there is no manifest/ },
])('$name: exit code $code', async ({ args, code, says }) => {
  const outcome = await renderObjects(...args);
  expect([outcome.code, outcome.stdout]).toEqual([code, '']);
  expect(outcome.stderr).toMatch(says);
});
