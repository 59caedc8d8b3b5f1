import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { describeWithControlPlane } from './describeWithControlPlane.ts';
import { eventually } from './eventually.ts';

const namespaces = '/api/v1/namespaces';
const secretsOf = (namespace: string) => `${namespaces}/${namespace}/secrets`;
const objectNamed = (kind: string, name: string, more: object = {}) => ({ apiVersion: 'v1', kind, metadata: { name, ...more } });
const pod = (container: object) => ({
  ...objectNamed('Pod', 'one'),
  spec: { containers: [{ name: 'main', image: 'none', ...container }] },
});

await describeWithControlPlane('a control plane', {}, (plane) => {
  test('permits a user what a role permits, and nothing else', async () => {
    const { client, clientFor } = plane();
    const apiGroup = 'rbac.authorization.k8s.io';
    const create = (plural: string, object: object) =>
      client.post(`/apis/${apiGroup}/v1/${plural}`, { ...object, apiVersion: `${apiGroup}/v1` });
    await create('clusterroles', {
      ...objectNamed('ClusterRole', 'reader'),
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
    });
    await create('clusterrolebindings', {
      ...objectNamed('ClusterRoleBinding', 'readers'),
      subjects: [{ apiGroup, kind: 'Group', name: 'readers' }],
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'reader' },
    });
    const ada = clientFor({ user: 'ada', groups: ['readers', 'others'] });
    await eventually('the role', async () => (await ada.get(`${namespaces}/default/pods`)).status === 200);
    const { status, body } = await ada.get(secretsOf('default'));
    expect({ status, message: body.message }).toEqual({
      status: 403,
      message: expect.stringContaining('User "ada" cannot list resource "secrets" in API group "" in the namespace "default"'),
    });
    expect((await clientFor('anonymous').get(`${namespaces}/default/pods`)).status).toBe(403);
    expect((await clientFor({ token: 'wrong' }).get(`${namespaces}/default/pods`)).status).toBe(401);
  });

  test('issues tokens of service accounts, which it accepts and which its public keys verify', async () => {
    const { client, clientFor } = plane();
    const accounts = `${namespaces}/default/serviceaccounts`;
    await client.post(accounts, objectNamed('ServiceAccount', 'drift'));
    const { body } = await client.post<{ status: { token: string } }>(`${accounts}/drift/token`, { spec: { audiences: ['reports'] } });
    const own = await client.post<{ status: { token: string } }>(`${accounts}/drift/token`, { spec: {} });
    const whoami = await clientFor({ token: own.body.status.token }).post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    });
    expect(whoami.body).toMatchObject({ status: { userInfo: { username: 'system:serviceaccount:default:drift' } } });
    const [head = '', payload = '', signature = ''] = body.status.token.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ aud: ['reports'] });
    const [key] = (await client.get<{ keys: JsonWebKey[] }>('/openid/v1/jwks')).body.keys;
    const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    expect(verify('sha256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('admits pods by the Pod Security Standard of their namespace', async () => {
    const { client } = plane();
    await client.post(namespaces, objectNamed('Namespace', 'strict', { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } }));
    await client.post(namespaces, objectNamed('Namespace', 'free'));
    const privileged = pod({ securityContext: { privileged: true } });
    expect((await client.post(`${namespaces}/strict/pods`, privileged)).body.message).toContain('violates PodSecurity "restricted:latest"');
    expect((await client.post(`${namespaces}/free/pods`, privileged)).status).toBe(201);
  });

  test('kubectl returns its output and its exit code', async () => {
    const { kubectl, kubeconfigFor } = plane();
    const input = JSON.stringify(objectNamed('Secret', 'typed'));
    expect(await kubectl(['apply', '-f', '-'], { input })).toEqual({ stdout: 'secret/typed created\n', stderr: '', code: 0 });
    const refused = await kubectl(['get', 'secrets'], { kubeconfigPath: kubeconfigFor({ user: 'mallory' }) });
    expect(refused).toEqual({ stdout: '', stderr: expect.stringContaining('User "mallory" cannot list resource "secrets"'), code: 1 });
  });

  test('keeps its objects when its API server crashes, and returns at the same address', async () => {
    const { client, stopApiServer, startApiServer } = plane();
    await client.post(secretsOf('default'), objectNamed('Secret', 'kept'));
    await stopApiServer();
    await expect(client.get(secretsOf('default'))).rejects.toThrow(/ECONN(REFUSED|RESET)/);
    await startApiServer();
    expect((await client.get(`${secretsOf('default')}/kept`)).status).toBe(200);
  });

  test('does not respond while its API server is suspended, and responds to everything afterwards', async () => {
    const { client, pauseApiServer, resumeApiServer } = plane();
    pauseApiServer();
    // A process with many threads may respond once more before the last of them is suspended.
    const { response } = await eventually('silence', async () => {
      const pending = client.get(secretsOf('default'));
      const first = await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 500, 'nothing'))]);
      return first === 'nothing' && { response: pending };
    });
    resumeApiServer();
    expect((await response).status).toBe(200);
  });
});

await describeWithControlPlane('a control plane with controllers', { controllerManager: true }, (plane) => {
  const configMaps = `${namespaces}/default/configmaps`;

  test('deletes an object with its owner', async () => {
    const { client } = plane();
    const { body: owner } = await client.post(configMaps, objectNamed('ConfigMap', 'owner'));
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata?.uid };
    await client.post(configMaps, objectNamed('ConfigMap', 'owned', { ownerReferences: [reference] }));
    await client.delete(`${configMaps}/owner`);
    await eventually('the end of the owned', async () => (await client.get(`${configMaps}/owned`)).status === 404);
  });

  test('creates the pods of a Deployment', async () => {
    const { client } = plane();
    const labels = { app: 'one' };
    const { spec } = pod({});
    await client.post('/apis/apps/v1/namespaces/default/deployments', {
      ...objectNamed('Deployment', 'one'),
      apiVersion: 'apps/v1',
      spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
    const pods = await eventually('two pods', async () => {
      const { body } = await client.get<{ items: { spec: object }[] }>(`${namespaces}/default/pods?labelSelector=app%3Done`);
      return body.items.length === 2 && body.items;
    });
    expect(pods[0]?.spec).toMatchObject({ serviceAccountName: 'default' });
  });
});
