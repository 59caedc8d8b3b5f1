import { join } from 'node:path';
import type { ApiClient } from '../../../../test/controlPlane/apiClient.ts';
import { describeWithControlPlane } from '../../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../../test/controlPlane/eventually.ts';
import { installCrds } from '../../../../test/controlPlane/installCrds.ts';
import { exampleMonitor } from '../../exampleMonitor.ts';
import { monitorsPath } from '../../validation/serverJudge.ts';
import { admissionPolicy, mostSecrets } from './admissionPolicy.ts';
import { secretSamples } from './secretSamples.ts';

const admission = '/apis/admissionregistration.k8s.io/v1';
const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
const monitors = { apiGroups: ['modelmonitor.dev'], resources: ['modelmonitors', 'modelmonitors/scale'], verbs: ['*'] };
const readSecrets = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
const owned = Array.from({ length: 30 }, (_, index) => `modelmonitor-${index}`);
const operator = { namespace: 'default', account: 'modelmonitor-operator' };
const routes = [
  { apiGroups: [''], resources: ['services'], verbs: ['create'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: ['create'] },
  { apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['create'] },
];
const argo = 'system:serviceaccount:argocd:argocd-application-controller';

/** Users by what they may do in the namespace. */
const rulesOf = {
  author: [monitors],
  router: [monitors, ...routes],
  owner: [monitors, { ...readSecrets, resourceNames: owned }, ...routes],
  reader: [monitors, readSecrets, ...routes],
  creator: [monitors, { apiGroups: [''], resources: ['pods'], verbs: ['create'] }, ...routes],
  [argo]: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  operator: [{ apiGroups: ['modelmonitor.dev'], resources: ['modelmonitors/status'], verbs: ['patch'] }],
};

type Changes = Readonly<Record<string, unknown>>;

const email = (changes: object = {}, name = owned[0]) => ({
  email: { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail:25', secretRef: { name, key: 'password' }, ...changes },
});
const mlflow = (changes: object = {}, [auth, store, webhook]: readonly (string | undefined)[] = owned) => ({
  mlflow: {
    ...{ trackingURI: 'https://mlflow.example.org', model: 'wine', version: '7' },
    auth: { bearer: { secretRef: { name: auth } } },
    artifactStore: { credentials: { secretRef: { name: store } } },
    webhook: { secretRef: { name: webhook } },
    ...changes,
  },
});
/** Ten versions with three Secrets each. */
const versions = (change: (index: number) => object = () => ({})) =>
  Array.from({ length: 10 }, (_, index) => ({
    ...{ name: `v${index}`, traffic: 10, source: mlflow(change(index), owned.slice(3 * index)) },
  }));

await describeWithControlPlane('the admission policy', {}, (plane) => {
  const clients = new Map<string, ApiClient>();
  const as = (user: string) => clients.get(user) ?? plane().client;
  const monitor = (name: string, changes: Changes = {}) =>
    exampleMonitor({ 'metadata.name': name, 'spec.alerts.receivers': undefined, ...changes });
  const verdictOf = ({ status, body }: { status: number; body: { message?: string } }) => (status < 300 ? 'allowed' : body.message);
  const create = async (user: string, name: string, changes: Changes = {}) =>
    verdictOf(await as(user).post(monitorsPath(), monitor(name, changes)));
  /** Replaces a monitor, as its administrator created it. */
  const change = async (user: string, name: string, [before, after]: readonly [Changes, Changes]) => {
    expect(await create('administrator', name, before)).toBe('allowed');
    const { body } = await plane().client.get(`${monitorsPath()}/${name}`);
    const resourceVersion = body.metadata?.resourceVersion;
    const document = monitor(name, { ...after, 'metadata.resourceVersion': resourceVersion });
    return verdictOf(await as(user).put(`${monitorsPath()}/${name}`, document));
  };
  const refusal = (secret: string, user: string) =>
    expect.stringMatching(new RegExp(`expected a user who may get the Secret ${secret} or create pods in default, got ${user}$`));

  beforeAll(async () => {
    await installCrds(plane(), [join(import.meta.dirname, '../../../../crds/modelmonitors.modelmonitor.dev.yaml')]);
    for (const [user, rules] of Object.entries(rulesOf)) {
      const metadata = { name: user.replaceAll(':', '.') };
      const subjects = [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }];
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name };
      expect((await plane().client.post(`${rbac}/roles`, { metadata, rules })).status).toBe(201);
      expect((await plane().client.post(`${rbac}/rolebindings`, { metadata, roleRef, subjects })).status).toBe(201);
      clients.set(user, plane().clientFor({ user }));
    }
    const metadata = { name: 'modelmonitor-secrets' };
    const { status, body } = await plane().client.post(`${admission}/validatingadmissionpolicies`, {
      metadata,
      spec: admissionPolicy(operator),
    });
    expect([status, body.message]).toEqual([201, undefined]);
    const binding = { metadata, spec: { policyName: metadata.name, validationActions: ['Deny'] } };
    expect((await plane().client.post(`${admission}/validatingadmissionpolicybindings`, binding)).status).toBe(201);
    const probe = monitor('probe', { 'spec.alerts.receivers': [email()] });
    await eventually('the policy in force', async () => (await as('author').post(`${monitorsPath()}?dryRun=All`, probe)).status === 403);
  }, 120_000);

  test.each(Object.entries(secretSamples('modelmonitor-x')))(
    '%s: only for users who may read the Secret, or create pods',
    async (path, changes) => {
      const name = path
        .replaceAll(/[^A-Za-z]+/g, '-')
        .toLowerCase()
        .slice(-50)
        .replace(/^-/, '');
      for (const user of ['router', 'owner']) expect(await create(user, name, changes)).toEqual(refusal('modelmonitor-x', user));
      for (const user of ['reader', 'creator', argo])
        expect([user, await create(user, `${name}-${user.slice(-6)}`, changes)]).toEqual([user, 'allowed']);
      const added = secretSamples(owned[0] ?? '')[path] ?? {};
      expect(await create('owner', `${name}-own`, added)).toBe('allowed');
      // Adding it later is the same.
      expect(await change('router', `${name}-later`, [{}, added])).toEqual(refusal('modelmonitor-.+', 'router'));
    },
  );

  const source = 'spec.model.versions.0.source';
  const receivers = { 'spec.alerts.receivers': [email()] };
  test.each<{ name: string; before: Changes; after: Changes }>([
    { name: 'another model of the same server', before: { [source]: mlflow() }, after: { [source]: mlflow({ version: '8' }) } },
    {
      name: 'another tag of the same registry',
      before: { [source]: { oci: { reference: 'registry/wine:v1', pullSecret: { secretRef: { name: 'modelmonitor-x' } } } } },
      after: { [source]: { oci: { reference: 'registry/wine:v2', pullSecret: { secretRef: { name: 'modelmonitor-x' } } } } },
    },
    {
      name: 'another receiver by the same mail server',
      before: { 'spec.alerts.receivers': [email()] },
      after: { 'spec.alerts.receivers': [email({ to: 'c@example.com' })] },
    },
    { name: 'fewer Secrets', before: { 'spec.alerts.receivers': [email()] }, after: {} },
    {
      name: 'another place of the list',
      before: { 'spec.alerts.receivers': [email(), { slack: { secretRef: { name: 'slack', key: 'url' } } }] },
      after: { 'spec.alerts.receivers': [{ slack: { secretRef: { name: 'slack', key: 'url' }, channel: '#a' } }, email()] },
    },
    {
      name: 'anything without Secrets',
      before: { 'spec.serving.auth': { basic: { secretRef: { name: 'users' } } } },
      after: {
        'spec.serving.auth': { basic: { secretRef: { name: 'users' } } },
        'spec.serving.replicas': 3,
        'metadata.labels': { a: 'b' },
      },
    },
  ])('who may only write monitors may change to $name', async ({ name, before, after }) => {
    expect(await change('author', `kept-${name.replaceAll(' ', '-').toLowerCase()}`.slice(0, 40), [before, after])).toBe('allowed');
  });

  test.each<{ name: string; before: Changes; after: Changes }>([
    {
      name: 'mail server',
      before: { 'spec.alerts.receivers': [email()] },
      after: { 'spec.alerts.receivers': [email({ smarthost: 'evil:25' })] },
    },
    {
      name: 'key of the Secret',
      before: { 'spec.alerts.receivers': [email()] },
      after: { 'spec.alerts.receivers': [email({ secretRef: { name: owned[0], key: 'other' } })] },
    },
    { name: 'Alertmanager', before: receivers, after: { ...receivers, 'spec.alerts.labels': { alertmanager: 'mine' } } },
    { name: 'tracking server', before: { [source]: mlflow() }, after: { [source]: mlflow({ trackingURI: 'https://evil' }) } },
    {
      name: 'registry',
      before: { [source]: { oci: { reference: 'registry/wine:v1', pullSecret: { secretRef: { name: owned[0] } } } } },
      after: { [source]: { oci: { reference: 'evil/wine:v1', pullSecret: { secretRef: { name: owned[0] } } } } },
    },
    {
      name: 'place of the Secret',
      before: { 'spec.serving.auth': { basic: { secretRef: { name: owned[0] } } } },
      after: { 'spec.alerts.receivers': [email()] },
    },
  ])('who may only write monitors may not choose another $name', async ({ name, before, after }) => {
    expect(await change('author', `moved-${name.replaceAll(' ', '-').toLowerCase()}`, [before, after])).toEqual(
      refusal('modelmonitor-.+', 'author'),
    );
  });

  const webIdentity = { roleArn: 'arn:aws:iam::1:role/models' };
  const s3 = (changes: object = {}) => ({ s3: { bucket: 'models', key: 'wine', webIdentity, ...changes } });
  test.each<{ name: string; changes: Changes }>([
    { name: 'an account of predictor pods', changes: { 'spec.serving.podTemplate': { serviceAccountName: 'builder' } } },
    { name: 'an account of checks', changes: { 'spec.drift.podTemplate': { serviceAccountName: 'builder' } } },
    { name: 'a role for a model', changes: { [source]: s3() } },
    { name: 'a role for a reference', changes: { 'spec.drift.reference.source': s3() } },
    {
      name: 'a role for archives',
      changes: { 'spec.capture': { store: 'file', volumeClaim: 'rows', archive: { s3: { bucket: 'log', webIdentity } } } },
    },
  ])('who may not create pods does not choose $name', async ({ name, changes }) => {
    const monitorName = `identity-${name.replaceAll(' ', '-')}`;
    for (const user of ['author', 'reader'])
      expect(await create(user, monitorName, changes)).toMatch(
        /expected a user who may create pods in default, since serviceAccountName.*, got (author|reader)$/,
      );
    expect(await create('creator', monitorName, changes)).toBe('allowed');
    expect(await change('author', `${monitorName}-kept`, [changes, { ...changes, 'spec.serving.replicas': 2 }])).toBe('allowed');
  });

  test('who may not create pods sends the identity to no other server, and reads other models of the same one', async () => {
    expect(await change('author', 'identity-moved', [{ [source]: s3() }, { [source]: s3({ endpoint: 'https://evil' }) }])).toContain(
      'create pods',
    );
    expect(await change('author', 'identity-read', [{ [source]: s3() }, { [source]: s3({ key: 'other' }) }])).toBe('allowed');
  });

  test.each<{ kind: string; changes: Changes }>([
    { kind: 'services', changes: { 'spec.serving.service': { type: 'LoadBalancer', annotations: { 'example.com/address': 'public' } } } },
    { kind: 'networkpolicies', changes: { 'spec.serving.networkPolicy': { enabled: false } } },
    { kind: 'networkpolicies', changes: { 'spec.drift.networkPolicy': { egress: [{}] } } },
    { kind: 'ingresses', changes: { 'spec.serving.ingress': { host: 'wine.example.org', annotations: { 'example.com/auth': 'a' } } } },
    { kind: 'httproutes', changes: { 'spec.serving.httpRoute': { parentRefs: [{ name: 'public', namespace: 'gateways' }] } } },
  ])('who may not create $kind describes none', async ({ kind, changes }) => {
    const name = `route-${Object.keys(changes).join().toLowerCase()}`;
    expect(await create('author', name, changes)).toContain(`expected a user who may create ${kind} in default`);
    expect(await create('router', name, changes)).toBe('allowed');
    expect(await change('author', `${name}-kept`, [changes, { ...changes, 'spec.serving.replicas': 2 }])).toBe('allowed');
    expect(await change('author', `${name}-removed`, [changes, {}])).toBe('allowed');
  });

  test('no pod has the account of the operator, or that of checks', async () => {
    const account = (serviceAccountName: string) => ({ 'spec.serving.podTemplate': { serviceAccountName } });
    expect(await create('administrator', 'as-operator', account('modelmonitor-operator'))).toContain(
      'an account other than that of the operator',
    );
    expect(await create('administrator', 'as-check', account('wine-drift'))).toContain('such accounts belong to the drift jobs');
  });

  test('a scale, and the status that the operator writes, add nothing', async () => {
    expect(await create('administrator', 'scaled', { 'spec.serving.auth': { basic: { secretRef: { name: 'users' } } } })).toBe('allowed');
    const path = `${monitorsPath()}/scaled`;
    expect(verdictOf(await as('author').patch(`${path}/scale`, { spec: { replicas: 2 } }))).toBe('allowed');
    expect(verdictOf(await as('operator').patch(`${path}/status`, { status: { replicas: 2 } }))).toBe('allowed');
  });

  test(`who may read Secrets one by one adds at most ${mostSecrets} of them in one change, and the largest resource is within the limits`, async () => {
    const many = { 'spec.model.versions': versions(), 'spec.alerts.receivers': Array(10).fill(email()) };
    expect(await create('owner', 'many', many)).toContain(`expected at most ${mostSecrets} Secrets`);
    // Two of three Secrets of a version are new, beside the first: 15 with seven versions, 17 with eight.
    const overlapping = (last: number) =>
      versions().map((version, index) => ({ ...version, source: mlflow({}, owned.slice(2 * Math.min(index, last))) }));
    const receivers = Array(10).fill(email({}, owned[15]));
    const exactly = { 'spec.model.versions': overlapping(6), 'spec.alerts.receivers': receivers };
    expect(await create('owner', 'exactly', exactly)).toBe('allowed');
    expect(await create('owner', 'more', { ...exactly, 'spec.model.versions': overlapping(7) })).toContain('expected at most 16 Secrets');
    expect(await create('creator', 'many', many)).toBe('allowed');
    expect(await change('author', 'many-changed', [many, { ...many, 'spec.model.versions': versions(() => ({ version: '8' })) }])).toBe(
      'allowed',
    );
    const elsewhere = { ...many, 'spec.model.versions': versions(() => ({ trackingURI: 'https://evil' })) };
    expect(await change('author', 'many-moved', [many, elsewhere])).toEqual(refusal('modelmonitor-.+', 'author'));
  });
});
