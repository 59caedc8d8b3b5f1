import { ApiError } from './errors.ts';
import { createObjectClient } from './objectClient.ts';
import type { Transport } from './transport.ts';

type Request = Parameters<Transport['request']>[0];

const services = { apiVersion: 'v1', kind: 'Service', plural: 'services' };
const things = { apiVersion: 'example.com/v1', kind: 'Thing', plural: 'things' };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wine', namespace: 'models' }, spec: { port: 80 } };
const place = { namespace: 'models', name: 'wine' };
const permitted = () => true;

/** A client, and its requests. */
function recording(respond: () => unknown = () => service) {
  const requests: Request[] = [];
  const request = async (one: Request) => {
    requests.push(one);
    return respond();
  };
  return { client: createObjectClient({ request }, permitted), requests };
}

const refusing = (kind: 'notFound' | 'forbidden') =>
  recording(() => {
    throw new ApiError('no', { kind });
  });

test('an apply takes ownership of its fields, and is strict about the schema', async () => {
  const { client, requests } = recording();
  expect(await client.apply(services, service, { fieldManager: 'tests' })).toEqual(service.metadata);
  expect(requests).toMatchObject([
    {
      method: 'PATCH',
      path: '/api/v1/namespaces/models/services/wine',
      query: { fieldManager: 'tests', force: 'true', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml',
      body: service,
    },
  ]);
});

test('an apply that only creates names a version that no object has', async () => {
  const { client, requests } = recording();
  await client.apply(services, service, { fieldManager: 'tests', onlyIfAbsent: true });
  expect(requests[0]?.body).toEqual({ ...service, metadata: { ...service.metadata, resourceVersion: '1' } });
});

test('a status is applied to its subresource, a dry run as such', async () => {
  const { client, requests } = recording();
  const thing = { ...service, apiVersion: things.apiVersion, kind: things.kind };
  await client.apply(things, thing, { fieldManager: 'tests', subresource: 'status', dryRun: true });
  expect(requests[0]).toMatchObject({
    path: '/apis/example.com/v1/namespaces/models/things/wine/status',
    query: { dryRun: 'All' },
  });
});

test('a deletion names the UID, and a missing object is not a failure', async () => {
  const { client, requests } = recording();
  await client.remove(services, place, { uid: 'one' });
  expect(requests[0]).toMatchObject({ method: 'DELETE', body: { propagationPolicy: 'Background', preconditions: { uid: 'one' } } });
  await expect(refusing('notFound').client.remove(services, place, { uid: 'one' })).resolves.toBeUndefined();
  await expect(refusing('forbidden').client.remove(services, place, { uid: 'one' })).rejects.toThrow('no');
});

test('metadata of a missing object is undefined, and a refusal is an error', async () => {
  expect(await recording().client.peek(services, place)).toEqual(service.metadata);
  expect(await refusing('notFound').client.peek(services, place)).toBeUndefined();
  await expect(refusing('forbidden').client.peek(services, place)).rejects.toThrow('no');
});

test('writes check the permission, reads do not', async () => {
  const { client, requests } = recording();
  await client.apply(services, service, { fieldManager: 'x' });
  await client.create(services, service, { fieldManager: 'x' });
  await client.replace(services, service);
  await client.merge(services, place, { body: {}, fieldManager: 'x' });
  await client.remove(services, place, {});
  expect(requests.map(({ method, permitted: check }) => [method, check])).toEqual(
    ['PATCH', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, permitted]),
  );
  requests.splice(0);
  await client.get(services, place);
  await client.peek(services, place);
  await client.list(services, { namespace: 'models' }, {});
  expect(requests.map(({ method, permitted: check }) => [method, check])).toEqual(Array(3).fill(['GET', undefined]));
});
