import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { signatureHeaders } from './signature.ts';

const accessKey = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

/** What a request is answered with instead of what it asks for; undefined to answer it. */
type Fault = (request: { readonly method: string; readonly url: URL }) => { readonly status: number; readonly code: string } | undefined;

/** A store with the interface of Amazon S3 for tests: objects in memory, signatures and digests of bodies verified. */
export interface TestObjectStore {
  readonly objects: Map<string, Buffer>;
  readonly requests: string[];
  /** Uploads that were started and neither ended nor given up. */
  readonly uploads: ReadonlyMap<string, Map<number, Buffer>>;
  readonly server: Server;
  fault: Fault;
  /** Bytes that are sent instead of an object. */
  spoil: (bytes: Buffer) => Buffer;
}

export function testObjectStore(): TestObjectStore {
  const uploads = new Map<string, Map<number, Buffer>>();
  const store: TestObjectStore = {
    objects: new Map(),
    requests: [],
    uploads,
    fault: () => undefined,
    spoil: (bytes) => bytes,
    server: createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const method = request.method ?? '';
      store.requests.push(`${method} ${url.pathname}${url.search === '' ? '' : `?${[...url.searchParams.keys()]}`}`);
      const refused = store.fault({ method, url }) ?? refusalOf(request, url, body);
      if (refused !== undefined) {
        response.writeHead(refused.status).end(`<Error><Code>${refused.code}</Code></Error>`);
        return;
      }
      const { status, headers = {}, bytes = '' } = answerOf(store, uploads, { method, url, body, range: request.headers.range });
      response.writeHead(status, headers).end(bytes);
    }),
  };
  return store;
}

function refusalOf({ method, headers }: IncomingMessage, url: URL, body: Buffer): ReturnType<Fault> {
  const digest = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== digest) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
  const time = String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)(..)Z/, '$1-$2-$3:$4:$5Z');
  const expected = signatureHeaders(url, accessKey, { region: 'here', now: new Date(time), method, digest });
  return headers.authorization === expected['Authorization'] ? undefined : { status: 403, code: 'SignatureDoesNotMatch' };
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly range: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: Buffer | string;
}

const missing: Answer = { status: 404, bytes: '<Error><Code>NoSuchKey</Code></Error>' };

function answerOf(store: TestObjectStore, uploads: Map<string, Map<number, Buffer>>, { method, url, body, range }: Asked): Answer {
  const key = decodeURIComponent(url.pathname.replace(/^\/[^/]+\//, ''));
  const query = url.searchParams;
  const uploadId = query.get('uploadId');
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  if (query.has('list-type')) return { status: 200, bytes: listing([...store.objects.keys()], query) };
  if (query.has('uploads')) {
    const id = `upload&${uploads.size}`;
    uploads.set(id, new Map());
    return {
      status: 200,
      bytes: `<InitiateMultipartUploadResult><UploadId>${id.replace('&', '&amp;')}</UploadId></InitiateMultipartUploadResult>`,
    };
  }
  if (uploadId !== null) {
    const parts = uploads.get(uploadId);
    if (parts === undefined) return { status: 404, bytes: '<Error><Code>NoSuchUpload</Code></Error>' };
    if (method === 'PUT') parts.set(Number(query.get('partNumber')), body);
    else uploads.delete(uploadId);
    if (method === 'POST') store.objects.set(key, Buffer.concat([...parts].sort(([one], [two]) => one - two).map(([, part]) => part)));
    return { status: method === 'DELETE' ? 204 : 200, headers: { ETag: etag } };
  }
  if (method === 'PUT') {
    store.objects.set(key, body);
    return { status: 200, headers: { ETag: etag } };
  }
  const found = store.objects.get(key);
  if (found === undefined) return missing;
  const [, from = '0', to = ''] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? [];
  if (Number(from) >= found.length) return { status: 416, bytes: '<Error><Code>InvalidRange</Code></Error>' };
  const part = found.subarray(Number(from), Number(to) + 1);
  return {
    status: 206,
    headers: { 'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${found.length}` },
    bytes: store.spoil(part),
  };
}

/** Two keys at a time. */
function listing(keys: readonly string[], query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const listed = keys.filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort();
  const shown = listed.slice(0, 2).map((key) => `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key></Contents>`);
  const next = listed.length > 2 ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${listed[1]}</NextContinuationToken>` : '';
  return `<ListBucketResult>${shown.join('')}${next}</ListBucketResult>`;
}
