import type { RemoteSource } from '@modelmonitor/api/plain';
import { type HttpClient, HttpError, type HttpErrorKind, type HttpResponse } from '@modelmonitor/http';
import { type CircuitBreaker, circuitBreaker } from './circuitBreaker.ts';
import { RemoteError } from './remoteError.ts';

/** Largest response, in bytes: for metadata, beside and per row. As many as `maxInFlight` arrive at a time. */
const [metadataBytes, baseBytes, rowBytes, mostBytes] = [1024 * 1024, 256 * 1024, 16 * 1024, 64 * 1024 * 1024];

/** Time for a check of the server's health, in milliseconds. */
const checkMilliseconds = 400;

export interface RemoteCallOptions {
  readonly remote: Pick<RemoteSource, 'url' | 'maxInFlight' | 'idempotent'>;
  readonly client: HttpClient;
  readonly credentials: Readonly<Record<string, string>>;
  readonly deadlineMilliseconds: number;
  readonly healthPath: string | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export interface RemoteCalls {
  readonly isUp: () => boolean;
  /** Posts JSON. @returns the JSON of the response. @throws RemoteError */
  post(path: string, body: string, options: PostOptions): Promise<unknown>;
  /** Gets JSON. @throws RemoteError */
  get(path: string): Promise<unknown>;
}

interface PostOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Rows that the response is for: it is at most as large as their predictions may be. */
  readonly rows: number;
}

/** Calls to one server: pooled connections, a deadline each, a bound on their number, and none while the server does not answer. */
export function remoteCalls(options: RemoteCallOptions): RemoteCalls {
  const { remote, client, credentials, deadlineMilliseconds, healthPath, now } = options;
  const { origin, pathname } = new URL(remote.url);
  const base = pathname.replace(/\/$/, '');
  const common = { origin, mostBytes: metadataBytes, deadlineMilliseconds };
  const accept = { Accept: 'application/json', 'User-Agent': 'modelmonitor', ...credentials };
  let inFlight = 0;
  const check = async (path: string) => {
    const request = { ...common, method: 'GET', path: `${base}${path}`, headers: accept, deadlineMilliseconds: checkMilliseconds } as const;
    return client.send(request).then(
      ({ status }) => status < 500,
      () => false,
    );
  };
  const breaker = circuitBreaker({
    server: `${origin}${base}`,
    now,
    waiting: () => inFlight,
    check: healthPath === undefined ? undefined : () => check(healthPath),
  });
  const send = async (request: Parameters<HttpClient['send']>[0]): Promise<unknown> => {
    breaker.admit();
    if (inFlight >= remote.maxInFlight)
      throw new RemoteError(`${origin} has ${inFlight} calls in flight, the most allowed`, { kind: 'unavailable', retryAfterSeconds: 1 });
    inFlight++;
    try {
      return jsonOf(await sendRequest(request, { client, breaker, again: remote.idempotent }), breaker, `${origin}${base}`);
    } finally {
      inFlight--;
    }
  };
  return {
    isUp: () => !breaker.isOpen(),
    post: (path, body, { headers = {}, rows }) =>
      send({
        ...common,
        method: 'POST',
        path: `${base}${path}`,
        body,
        mostBytes: Math.min(mostBytes, baseBytes + rows * rowBytes),
        headers: { ...accept, 'Content-Type': 'application/json', ...headers },
      }),
    get: (path) => send({ ...common, method: 'GET', path: `${base}${path}`, headers: accept }),
  };
}

/** Kinds of errors after which the server cannot be reached by the next call either. */
const down: readonly HttpErrorKind[] = ['refused', 'untrusted', 'forbidden'];

interface Sending {
  readonly client: HttpClient;
  readonly breaker: CircuitBreaker;
  /** Whether the request may be sent twice. */
  readonly again: boolean;
}

async function sendRequest(request: Parameters<HttpClient['send']>[0], { client, breaker, again }: Sending): Promise<HttpResponse> {
  try {
    return await client.send(request);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // A server closes connections that were idle; whether it read this request before is not known.
    if (error.kind === 'reset' && again) return sendRequest(request, { client, breaker, again: false });
    breaker.recordFailure(down.includes(error.kind));
    const kind = ['tooLarge', 'malformed', 'redirect', 'invalid'].includes(error.kind) ? 'failed' : 'unavailable';
    throw new RemoteError(`${request.origin}: ${error.message}`, { kind, retryAfterSeconds: 1, cause: error });
  }
}

function jsonOf({ status, headers, body }: HttpResponse, breaker: CircuitBreaker, server: string): unknown {
  const shown = body.toString('utf8', 0, 300).replace(/\s+/g, ' ');
  if (status >= 500) {
    // 503 is an answer: the server is there, and busy or loading.
    breaker.recordFailure(false);
    throw new RemoteError(`${server} answered ${status}: ${shown}`, {
      kind: status === 503 ? 'unavailable' : 'failed',
      retryAfterSeconds: 1,
    });
  }
  breaker.recordSuccess();
  if (status === 429) throw new RemoteError(`${server} answered 429`, { kind: 'unavailable', retryAfterSeconds: 1 });
  if (status < 200 || status > 299) {
    const kind = status === 400 || status === 422 ? 'refused' : 'failed';
    throw new RemoteError(`${server} answered ${status}: ${shown}`, { kind });
  }
  const type = headers['content-type'] ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new RemoteError(`${server}: expected JSON, got ${type || 'no content type'}: ${shown}`, { kind: 'failed' });
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new RemoteError(`${server}: expected JSON, got ${shown}`, { kind: 'failed', cause });
  }
}
