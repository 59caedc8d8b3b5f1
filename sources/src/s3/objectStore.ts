import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { SourceError } from '../errors.ts';
import type { Downloaded, DownloadRequest } from '../http/download.ts';
import { certificatesOf } from '../http/requestAuth.ts';
import type { SourceContext, SourceOf } from '../source.ts';
import { accessKeyOf, elementOf } from './accessKey.ts';
import { objectUrl, refusal } from './s3Kind.ts';
import { encodeUriComponent, signatureHeaders } from './signature.ts';

/** A bucket of Amazon S3 or of a store with its interface, and how requests to it are sent. */
export type Bucket = Omit<SourceOf<'s3'>, 'key' | 'versionId' | 'sha256'>;

/** Files in a bucket. */
export interface ObjectStore {
  /** The object of a key, for people. */
  describe(key: string): string;
  /**
   * Stores a file, in parts where it is large, and reads it back.
   *
   * @throws SourceError when the store does not take it, or has other bytes afterwards
   */
  put(key: string, path: string): Promise<void>;
  /** Writes an object into a file. @returns false when there is none */
  get(key: string, path: string): Promise<boolean>;
  /** Keys that start with a text, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** Bytes of one request. */
const partBytes = 32 * 1024 * 1024;
/** Most bytes of a response without an object. */
const mostAnswerBytes = 4 * 1024 * 1024;

interface ObjectRequest {
  readonly key: string;
  readonly method?: NonNullable<DownloadRequest['method']>;
  /** Parameters of the URL. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mostBytes?: number;
  /** Statuses beside 200 to 299 that the caller judges. */
  readonly judged?: readonly number[];
}

type Send = (request: ObjectRequest) => Promise<Downloaded>;

export function objectStore(bucket: Bucket, context: SourceContext): ObjectStore {
  const send = sender(bucket, context);
  const describe = (key: string) => `s3://${bucket.bucket}/${key}`;
  return {
    describe,
    async put(key, path) {
      const { size } = await stat(path);
      if (size <= partBytes) await send({ key, method: 'PUT', body: await readPart(path, 0, size) });
      else await putParts(send, { key, path, size });
      await verify(send, { key, path, size, describe });
    },
    get: (key, path) => download(send, key, path),
    list: (prefix) => listKeys(send, prefix),
  };
}

function sender(bucket: Bucket, context: SourceContext): Send {
  return async ({ key, method = 'GET', query = {}, body, headers = {}, mostBytes = mostAnswerBytes, judged = [] }) => {
    const origin = `s3://${bucket.bucket}/${key}`;
    const authorities = await certificatesOf(bucket.ca, context);
    const accessKey = await accessKeyOf({ ...bucket, key }, context, authorities);
    const search = Object.entries(query).map(([name, value]) => `${encodeUriComponent(name)}=${encodeUriComponent(value)}`);
    const digest = body === undefined ? undefined : createHash('sha256').update(body).digest('hex');
    const response = await context.download({
      url: `${objectUrl({ ...bucket, key })}${search.length === 0 ? '' : `?${search.join('&')}`}`,
      method,
      ...(body === undefined ? {} : { body }),
      headers,
      credentials:
        accessKey &&
        ((url) => signatureHeaders(url, accessKey, { region: bucket.region, now: new Date(context.clock.now()), method, digest })),
      ca: authorities,
      mostBytes,
      expects: (status) => status >= 400 && status < 500 && status !== 429,
    });
    if (response.status >= 400 && !judged.includes(response.status)) throw refusal(origin, response);
    return response;
  };
}

interface FileOfObject {
  readonly key: string;
  readonly path: string;
  readonly size: number;
}

/** A multipart upload: the object is there when all parts are. One that fails is given up, so that the store keeps no parts of it. */
async function putParts(send: Send, { key, path, size }: FileOfObject): Promise<void> {
  const started = await send({ key, method: 'POST', query: { uploads: '' } });
  const uploadId = unescapeXml(elementOf(started.body.toString('utf8'), 'UploadId') ?? '');
  if (uploadId === '') throw new SourceError(`${key}: expected the id of an upload, got none`);
  try {
    const parts: string[] = [];
    for (let start = 0; start < size; start += partBytes) {
      const body = await readPart(path, start, Math.min(partBytes, size - start));
      const { headers } = await send({ key, method: 'PUT', query: { partNumber: String(parts.length + 1), uploadId }, body });
      parts.push(`<Part><PartNumber>${parts.length + 1}</PartNumber><ETag>${escapeXml(String(headers.etag ?? ''))}</ETag></Part>`);
    }
    const document = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const ended = await send({ key, method: 'POST', query: { uploadId }, body: Buffer.from(document) });
    // It may fail after the status was sent.
    const code = elementOf(ended.body.toString('utf8'), 'Code');
    if (code !== undefined) throw new SourceError(`${key}: the store answered ${code} to the end of the upload`);
  } catch (error) {
    await send({ key, method: 'DELETE', query: { uploadId }, judged: [404] }).catch(() => undefined);
    throw error;
  }
}

async function readPart(path: string, start: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(length);
    for (let read = 0; read < length; ) {
      const { bytesRead } = await file.read(buffer, read, length - read, start + read);
      if (bytesRead === 0) throw new SourceError(`${path} became shorter while it was stored`);
      read += bytesRead;
    }
    return buffer;
  } finally {
    await file.close();
  }
}

/** Reads an object in ranges. */
async function* ranges(send: Send, key: string): AsyncGenerator<Buffer> {
  for (let start = 0, size = Number.POSITIVE_INFINITY; start < size; ) {
    const response = await send({
      key,
      headers: { Range: `bytes=${start}-${start + partBytes - 1}` },
      mostBytes: partBytes,
      judged: [404, 416],
    });
    if (response.status >= 400) {
      // An empty object has no range.
      if (response.status === 416 && start === 0) return;
      throw refusal(key, response);
    }
    const total = /\/(\d+)$/.exec(String(response.headers['content-range'] ?? ''))?.[1];
    size = response.status === 206 && total !== undefined ? Number(total) : start + response.body.length;
    if (response.body.length === 0) throw new SourceError(`${key}: expected ${size - start} more bytes, got none`);
    start += response.body.length;
    yield response.body;
  }
}

async function verify(send: Send, { key, path, size, describe }: FileOfObject & Pick<ObjectStore, 'describe'>): Promise<void> {
  const expected = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) expected.update(chunk);
  const found = createHash('sha256');
  let bytes = 0;
  for await (const chunk of ranges(send, key)) {
    found.update(chunk);
    bytes += chunk.length;
  }
  const [one, other] = [expected.digest('hex'), found.digest('hex')];
  if (one !== other)
    throw new SourceError(`${describe(key)}: expected ${size} bytes with SHA-256 ${one}, got ${bytes} with ${other} when it was read back`);
}

async function download(send: Send, key: string, path: string): Promise<boolean> {
  const chunks = ranges(send, key);
  let next: IteratorResult<Buffer>;
  try {
    next = await chunks.next();
  } catch (error) {
    if (error instanceof SourceError && error.status === 404) return false;
    throw error;
  }
  const file = await open(path, 'w');
  try {
    for (; next.done !== true; next = await chunks.next()) await file.write(next.value);
  } finally {
    await file.close();
  }
  return true;
}

async function listKeys(send: Send, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query: Readonly<Record<string, string>> = { 'list-type': '2', prefix, ...(token === '' ? {} : { 'continuation-token': token }) };
    const text: string = (await send({ key: '', query })).body.toString('utf8');
    keys.push(...Array.from(text.matchAll(/<Key>([^<]+)<\/Key>/g), ([, key = '']) => unescapeXml(key)));
    const next = elementOf(text, 'NextContinuationToken');
    token = elementOf(text, 'IsTruncated') === 'true' && next !== undefined ? unescapeXml(next) : undefined;
  }
  return keys.sort();
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const entities = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#34;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
]);

function unescapeXml(text: string): string {
  return text.replaceAll(/&[#\w]+;/g, (entity) => entities.get(entity) ?? entity);
}
