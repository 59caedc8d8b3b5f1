import { ApiError } from './errors.ts';
import { createObjectClient } from './objectClient.ts';
import type { Transport } from './transport.ts';

type Request = Parameters<Transport['request']>[0];

const services = { apiVersion: 'v1', kind: 'Service', plural: 'services' };
const monitors = { apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', plural: 'modelmonitors' };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wine', namespace: 'models' }, spec: { port: 80 } };
const place = { namespace: 'models', name: 'wine' };
const permitted = () => true;

/** A client, and what it asked for. */
function asking(answer: () => unknown = () => service) {
  const asked: Request[] = [];
  const request = async (one: Request) => {
    asked.push(one);
    return answer();
  };
  return { client: createObjectClient({ request }, permitted), asked };
}

const refusing = (kind: 'notFound' | 'forbidden') =>
  asking(() => {
    throw new ApiError('no', { kind });
  });

test('an apply takes its fields from whoever has them, and lets no field through that the schema does not know', async () => {
  const { client, asked } = asking();
  expect(await client.apply(services, service, { fieldManager: 'modelmonitor' })).toEqual(service.metadata);
  expect(asked).toMatchObject([
    {
      method: 'PATCH',
      path: '/api/v1/namespaces/models/services/wine',
      query: { fieldManager: 'modelmonitor', force: 'true', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml',
      body: service,
    },
  ]);
});

test('an apply only where there is none names a version that no object has', async () => {
  const { client, asked } = asking();
  await client.apply(services, service, { fieldManager: 'modelmonitor', onlyIfAbsent: true });
  expect(asked[0]?.body).toEqual({ ...service, metadata: { ...service.metadata, resourceVersion: '1' } });
});

test('a status is applied as what it is, a trial as a trial', async () => {
  const { client, asked } = asking();
  const monitor = { ...service, apiVersion: monitors.apiVersion, kind: monitors.kind };
  await client.apply(monitors, monitor, { fieldManager: 'modelmonitor-status', subresource: 'status', dryRun: true });
  expect(asked[0]).toMatchObject({
    path: '/apis/modelmonitor.dev/v1alpha1/namespaces/models/modelmonitors/wine/status',
    query: { dryRun: 'All' },
  });
});

test('a deletion is of the object that is meant, and what is gone already is no failure', async () => {
  const { client, asked } = asking();
  await client.remove(services, place, { uid: 'one' });
  expect(asked[0]).toMatchObject({ method: 'DELETE', body: { propagationPolicy: 'Background', preconditions: { uid: 'one' } } });
  await expect(refusing('notFound').client.remove(services, place, { uid: 'one' })).resolves.toBeUndefined();
  await expect(refusing('forbidden').client.remove(services, place, { uid: 'one' })).rejects.toThrow('no');
});

test('a look tells of an object that is not there by saying nothing, and of a refusal by failing', async () => {
  expect(await asking().client.peek(services, place)).toEqual(service.metadata);
  expect(await refusing('notFound').client.peek(services, place)).toBeUndefined();
  await expect(refusing('forbidden').client.peek(services, place)).rejects.toThrow('no');
});

test('whatever changes something asks for permission, whatever only looks does not', async () => {
  const { client, asked } = asking();
  await client.apply(services, service, { fieldManager: 'x' });
  await client.create(services, service, { fieldManager: 'x' });
  await client.replace(services, service);
  await client.merge(services, place, { body: {}, fieldManager: 'x' });
  await client.remove(services, place, {});
  expect(asked.map(({ method, permitted: asks }) => [method, asks])).toEqual(
    ['PATCH', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, permitted]),
  );
  asked.splice(0);
  await client.get(services, place);
  await client.peek(services, place);
  await client.list(services, { namespace: 'models' }, {});
  expect(asked.map(({ method, permitted: asks }) => [method, asks])).toEqual(Array(3).fill(['GET', undefined]));
});
