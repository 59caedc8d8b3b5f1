import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Source } from '@modelmonitor/api';
import { testServers } from '../../../http/src/testServers.ts';
import { type TestSources, testSources } from '../testSources.ts';
import { objectUrl } from './s3Kind.ts';

const { originOf, close } = testServers();
let place: TestSources;
beforeEach(async () => {
  place = await testSources();
});
afterEach(async () => {
  await place.close();
  await close();
});

async function serve(listener: RequestListener): Promise<{ origin: string; requests: (IncomingMessage & { body?: string })[] }> {
  const requests: (IncomingMessage & { body?: string })[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    requests.push(Object.assign(request, { body: Buffer.concat(chunks).toString() }));
    listener(request, response);
  });
  return { origin: await originOf(server), requests };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(place.directory, path, '..'), { recursive: true });
  await writeFile(join(place.directory, path), text);
}

const s3 = { bucket: 'models', key: 'wine/v3.ubj', region: 'eu-central-1' };
const credentials = { secretRef: { name: 'modelmonitor-s3', accessKeyId: 'id', secretAccessKey: 'key' } };
const source = (more: Partial<NonNullable<Source['s3']>>): Source => ({ s3: { ...s3, ...more } });

test.each([
  { name: 'Amazon S3', more: {}, url: 'https://models.s3.eu-central-1.amazonaws.com/wine/v3.ubj' },
  { name: 'Amazon S3 in China', more: { region: 'cn-north-1' }, url: 'https://models.s3.cn-north-1.amazonaws.com.cn/wine/v3.ubj' },
  { name: 'a bucket with a dot', more: { bucket: 'a.b' }, url: 'https://s3.eu-central-1.amazonaws.com/a.b/wine/v3.ubj' },
  { name: 'path style', more: { pathStyle: true }, url: 'https://s3.eu-central-1.amazonaws.com/models/wine/v3.ubj' },
  { name: 'an endpoint', more: { endpoint: 'http://minio:9000/' }, url: 'http://minio:9000/models/wine/v3.ubj' },
  {
    name: 'an endpoint with the bucket in its name',
    more: { endpoint: 'https://s3.example.org', pathStyle: false },
    url: 'https://models.s3.example.org/wine/v3.ubj',
  },
  {
    name: 'a version of a key with special characters',
    more: { key: 'ä +?#%.ubj', versionId: 'a/b' },
    url: 'https://models.s3.eu-central-1.amazonaws.com/%C3%A4%20%2B%3F%23%25.ubj?versionId=a%2Fb',
  },
])('the address at $name', ({ more, url }) => {
  expect(objectUrl({ ...s3, ...more })).toBe(url);
});

test('a key with a segment that URLs resolve is an error', () => {
  expect(() => objectUrl({ ...s3, key: 'a/../b' })).toThrow('expected a key without the segments . and .., got "a/../b"');
});

test('an object is read with a signature, and again only when its ETag is another', async () => {
  await write('secrets/modelmonitor-s3/id', 'AKID\n');
  await write('secrets/modelmonitor-s3/key', 'secret\n');
  const { origin, requests } = await serve((request, response) => {
    const isKnown = request.headers['if-none-match'] === '"e-2"';
    response.writeHead(isKnown ? 304 : 200, { ETag: '"e-2"' }).end(isKnown ? undefined : 'abc');
  });
  const read = await place.start().read(source({ endpoint: origin, credentials }));
  expect(read).toMatchObject({ bytes: Buffer.from('abc'), origin: 's3://models/wine/v3.ubj', revision: 'etag "e-2"' });
  expect(await place.start().readNewer(source({ endpoint: origin, credentials }), read)).toBeUndefined();
  expect(requests.map(({ url, headers }) => [url, headers.authorization?.replace(/\d{8}|[0-9a-f]{64}/g, '…')])).toEqual(
    Array(2).fill([
      '/models/wine/v3.ubj',
      'AWS4-HMAC-SHA256 Credential=AKID/…/eu-central-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=…',
    ]),
  );
});

test('a role is assumed with the token of the service account, whose audience no other server takes', async () => {
  await write('sources/identity/modelmonitor-s3', 'token\n');
  const { origin, requests } = await serve((request, response) => {
    const credentialsXml =
      '<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>session</SessionToken></Credentials>';
    response.end(
      request.method === 'POST' ? `<AssumeRoleWithWebIdentityResponse>${credentialsXml}</AssumeRoleWithWebIdentityResponse>` : 'abc',
    );
  });
  const webIdentity = { roleArn: 'arn:aws:iam::123456789012:role/models' };
  expect((await place.start().read(source({ endpoint: origin, webIdentity }))).bytes.toString()).toBe('abc');
  const form = new URLSearchParams(requests[0]?.body);
  expect([requests[0]?.url, form.get('RoleArn'), form.get('WebIdentityToken')]).toEqual(['/', webIdentity.roleArn, 'token']);
  expect(requests[1]?.headers).toMatchObject({
    'x-amz-security-token': 'session',
    authorization: expect.stringContaining('Credential=ASIA/'),
  });
});

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message></Error>`;
test.each<{ name: string; listener: RequestListener; more?: object; message: string }>([
  {
    name: 'a wrong key',
    listener: (_request, response) => response.writeHead(403).end(error('SignatureDoesNotMatch')),
    message:
      's3://models/wine/v3.ubj: the store answered 403 SignatureDoesNotMatch: the secret access key is not the one of this access key id',
  },
  {
    name: 'another region',
    listener: (_request, response) =>
      response.writeHead(400, { 'x-amz-bucket-region': 'us-west-2' }).end(error('AuthorizationHeaderMalformed')),
    message: 'it expects the signature of another region; the bucket is in us-west-2',
  },
  {
    name: 'an object that is missing',
    listener: (_request, response) => response.writeHead(404).end(error('NoSuchKey')),
    message: 's3://models/wine/v3.ubj: the store answered 404 NoSuchKey',
  },
  {
    name: 'a role that may not be assumed',
    listener: (_request, response) => response.writeHead(403).end(error('AccessDenied')),
    more: { webIdentity: { roleArn: 'arn:aws:iam::1:role/r' } },
    message: 'expected credentials for the role arn:aws:iam::1:role/r, got AccessDenied',
  },
  {
    name: 'a redirect of the token',
    listener: (_request, response) => response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end(),
    more: { webIdentity: { roleArn: 'arn:aws:iam::1:role/r' } },
    message: 'it answered 307, a redirect to http://127.0.0.1:1/; redirects are not followed',
  },
])('$name is an error that names it', async ({ listener, more = {}, message }) => {
  await write('sources/identity/modelmonitor-s3', 'token\n');
  const { origin } = await serve(listener);
  await expect(place.start().read(source({ endpoint: origin, ...more }))).rejects.toThrow(message);
});
