import { createHttpClient, type HttpClient, HttpError, type HttpErrorKind, type HttpResponse, retryAfterSeconds } from '@modelmonitor/http';
import { SourceError } from '../errors.ts';
import { decodeBody } from './decodeBody.ts';
import { localAddresses } from './localAddresses.ts';

export interface DownloadRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string | Uint8Array;
  /** Headers for every server, such as Accept. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers for the server of the URL: a server that it redirects to does not get them. Called for each attempt. */
  readonly credentials?: ((url: URL) => Readonly<Record<string, string>>) | undefined;
  /** Largest body, in bytes, also after decompression. */
  readonly mostBytes: number;
  /** Certificates, in PEM, that the server's certificate is checked against; those of Node when absent. */
  readonly ca?: string | undefined;
  /** Which statuses the caller judges beside 200 to 299: all others are errors. */
  readonly expects?: (status: number) => boolean;
}

export interface Downloaded {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly body: Buffer;
}

/**
 * Sends a request, follows at most five redirects, and tries again where the network or the server failed.
 *
 * @throws SourceError naming the address, without its query, and what happened
 */
export type Download = (request: DownloadRequest) => Promise<Downloaded>;

export interface DownloadOptions {
  /** Whether addresses of this machine, of its link and of metadata services may be connected to. */
  readonly allowLocalAddresses: boolean;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

const attempts = 4;
const mostRedirects = 5;

/** Time for a whole response, and without a byte, in milliseconds. */
const [deadlineMilliseconds, stallMilliseconds] = [600_000, 30_000];

/** Longest wait that a server may ask for, in seconds. */
const longestRetryAfter = 30;

export function createDownload({ allowLocalAddresses, sleep, random }: DownloadOptions): Download {
  const isLocal = localAddresses();
  const admits = allowLocalAddresses ? () => true : (address: string) => !isLocal(address);
  const clients = new Map<string | undefined, HttpClient>();
  const clientFor = (ca: string | undefined): HttpClient => {
    const client = clients.get(ca) ?? createHttpClient({ admits, ...(ca === undefined ? {} : { tls: { ca } }) });
    clients.set(ca, client);
    return client;
  };
  return async (request) => {
    const client = clientFor(request.ca);
    for (let attempt = 1; ; attempt++) {
      try {
        return await follow(request, client);
      } catch (error) {
        if (!(error instanceof SourceError) || !error.retryable || attempt === attempts) throw error;
        const backoff = 500 * 2 ** (attempt - 1) * (0.5 + random() / 2);
        await sleep(Math.max(backoff, Math.min(error.retryAfterSeconds ?? 0, longestRetryAfter) * 1000));
      }
    }
  };
}

async function follow(request: DownloadRequest, client: HttpClient): Promise<Downloaded> {
  const start = parseUrl(request.url, undefined);
  let url = start;
  for (let redirects = 0; ; redirects++) {
    try {
      return await sendOnce({ ...request, url, trusted: url.origin === start.origin }, client);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      // A body is for the server of the address only.
      if (error.kind !== 'redirect' || error.location === undefined || request.body !== undefined) throw networkError(url, error);
      if (redirects === mostRedirects) throw new SourceError(`${urlForPeople(url)}: expected at most ${mostRedirects} redirects, got more`);
      url = redirectTarget(error.location, url);
    }
  }
}

interface OneRequest extends Omit<DownloadRequest, 'url'> {
  readonly url: URL;
  /** Whether the server gets the credentials. */
  readonly trusted: boolean;
}

async function sendOnce(request: OneRequest, client: HttpClient): Promise<Downloaded> {
  const { url, method = 'GET', body, headers, credentials, mostBytes, expects = () => false, trusted } = request;
  const response = await client.send({
    method,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    body,
    headers: { 'User-Agent': 'modelmonitor', 'Accept-Encoding': 'identity', ...headers, ...(trusted ? credentials?.(url) : {}) },
    mostBytes,
    deadlineMilliseconds,
    stallMilliseconds,
  });
  const { status } = response;
  if ((status >= 200 && status < 300) || expects(status)) return decodeBody(response, { mostBytes, shown: urlForPeople(url) });
  throw statusError(url, response);
}

/** An address for people: the query may be a signature. */
export function urlForPeople({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function redirectTarget(location: string, from: URL): URL {
  const target = parseUrl(location, from);
  if (target.protocol === 'https:' || from.protocol === 'http:') return target;
  throw new SourceError(`${urlForPeople(from)}: expected a redirect to https, got one to ${urlForPeople(target)}`);
}

function parseUrl(text: string, base: URL | undefined): URL {
  const url = URL.parse(text, base?.href);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new SourceError(
      `expected an address that starts with http:// or https:// and holds no password${base === undefined ? '' : `, got a redirect of ${urlForPeople(base)} to another`}`,
    );
  }
  return url;
}

const retryableKinds: readonly HttpErrorKind[] = ['refused', 'unreachable', 'reset', 'timeout', 'malformed'];

function networkError(url: URL, cause: HttpError): SourceError {
  const { kind, message } = cause;
  const why =
    kind === 'forbidden'
      ? ': in a pod no source leads to the machine itself, its link or a metadata service (sources.allowLocalAddresses)'
      : '';
  return new SourceError(`${urlForPeople(url)}: ${message}${why}`, { cause, retryable: retryableKinds.includes(kind) });
}

/** Statuses after which the same request may succeed. */
export const retryableStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

function statusError(url: URL, { status, headers }: HttpResponse): SourceError {
  const why =
    status === 401 || status === 403
      ? ': it expects other credentials'
      : status === 404 || status === 410
        ? ': it does not exist there, or the credentials may not read it'
        : '';
  const options = { status, retryable: retryableStatuses.includes(status), retryAfterSeconds: retryAfterSeconds(headers) };
  return new SourceError(`${urlForPeople(url)}: the server answered ${status}${why}`, options);
}
