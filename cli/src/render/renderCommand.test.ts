import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const repository = join(import.meta.dirname, '../../..');
const note = 'note: without --jwks and --issuer no pod gives out rows, and drift checks in the cluster fail\n';
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-render-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function rendered(...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd: repository });
  const code = await runCommand(['render', ...args], context);
  const objects = parseAllDocuments(stdout()).map((document) => document.toJS());
  return { code, stderr: stderr(), stdout: stdout(), objects };
}

test('the wine example becomes what the operator would apply, without an owner', async () => {
  const { code, stderr, objects } = await rendered('-f', 'examples/wine');
  expect([code, stderr]).toEqual([0, note]);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ConfigMap wine-monitor',
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

test('the keys of a cluster go into the configuration', async () => {
  const keys = [{ kty: 'RSA', kid: 'one', n: '0vx7', e: 'AQAB' }];
  writeFileSync(join(directory, 'jwks.json'), JSON.stringify({ keys }));
  const { stderr, objects } = await rendered(
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

test('images and the kinds of the cluster can be said', async () => {
  const { objects } = await rendered(
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
    name: 'a monitor that is not valid',
    args: ['-f', 'cli/golden/validate/traffic-sum-and-bad-word.in.yaml'],
    code: 1,
    says: /spec\.model\.versions: traffic of/,
  },
  { name: 'keys without an issuer', args: ['-f', 'examples/iris', '--jwks', 'x'], code: 2, says: /--jwks and --issuer go together/ },
  {
    name: 'keys that are not there',
    args: ['-f', 'examples/iris', '--jwks', 'x', '--issuer', 'y'],
    code: 1,
    says: /x: it cannot be read \(ENOENT\)/,
  },
  {
    name: 'keys that are none',
    args: ['-f', 'examples/iris', '--jwks', 'package.json', '--issuer', 'y'],
    code: 1,
    says: /a JSON Web Key Set is needed/,
  },
  { name: 'nothing to render', args: ['-f', 'examples'], code: 1, says: /there is no manifest/ },
])('$name: exit code $code', async ({ args, code, says }) => {
  const outcome = await rendered(...args);
  expect([outcome.code, outcome.stdout]).toEqual([code, '']);
  expect(outcome.stderr).toMatch(says);
});
