import type { Dispatcher } from 'undici';
import { apiError, unreachable } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { createEndpoint } from './endpoint.ts';
import { ApiError } from './errors.ts';
import { onlyWhile } from './onlyWhile.ts';
import type { RequestMeter } from './requestMeter.ts';
import type { TokenBucket } from './tokenBucket.ts';
import { waitBeforeRetry } from './waitBeforeRetry.ts';
import { withoutManagedFields } from './withoutManagedFields.ts';

interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  /** Asked at the moment of sending; when it says no, nothing is sent. */
  readonly permitted?: (() => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The one way to the API server: pooled connections, deadlines, bounded rate, retries of what may be repeated, metrics. */
export interface Transport {
  /** @returns the body of the answer, read as JSON, without `managedFields`. @throws ApiError */
  request(request: ApiRequest): Promise<unknown>;
  /** Opens an answer that goes on, such as a watch. @returns its bytes as they come. @throws ApiError when it does not begin */
  stream(request: ApiRequest): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly limit: TokenBucket;
  readonly meter: RequestMeter;
  /** Requests at a time, beside streams; 16 when absent. */
  readonly connections?: number;
  /** Longest a request may take, in milliseconds; 10,000 when absent. */
  readonly deadlineMilliseconds?: number;
}

export function createTransport(options: TransportOptions): Transport {
  const { clock, random, connections = 16, deadlineMilliseconds = 10_000 } = options;
  const endpoint = createEndpoint({ ...options, connections });
  const send = sender(options, endpoint.current);
  const failed = async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<ApiError> => {
    if (statusCode === 401) endpoint.renew();
    const { 'retry-after': retryAfter } = headers;
    return apiError(statusCode, parsed(await body.text()), typeof retryAfter === 'string' ? retryAfter : undefined);
  };
  const once = async (request: ApiRequest): Promise<unknown> => {
    const deadline = AbortSignal.timeout(deadlineMilliseconds);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
    try {
      const answer = await send({ ...request, signal }, 'pool');
      if (answer.statusCode >= 400) throw await failed(answer);
      return parsed(await answer.body.text());
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof ApiError) throw error;
      throw unreachable(deadline.aborted ? new Error(`none within ${deadlineMilliseconds} ms`) : error);
    }
  };
  return {
    async request(request) {
      const repeatable = request.method !== 'POST';
      for (let tries = 1; ; tries++) {
        try {
          return await once(request);
        } catch (error) {
          const wait = waitBeforeRetry(error, { repeatable, tries, random: random() });
          if (wait === undefined) throw error;
          await clock.sleep(wait, request.signal);
          request.signal?.throwIfAborted();
        }
      }
    },
    async stream(request) {
      const answer = await send(request, 'streams').catch((error: Error) => {
        request.signal?.throwIfAborted();
        throw unreachable(error);
      });
      if (answer.statusCode >= 400) throw await failed(answer);
      return answer.body;
    },
    close: endpoint.close,
  };
}

type Send = (request: ApiRequest, over: 'pool' | 'streams') => Promise<Dispatcher.ResponseData>;

/** What sends one request once. */
function sender({ credentials, limit, meter }: TransportOptions, connected: ReturnType<typeof createEndpoint>['current']): Send {
  const { origin, pathname } = new URL(credentials.server);
  const base = pathname.replace(/\/$/, '');
  return async (request, over) => {
    const { method, path, query, body, contentType = 'application/json', accept = 'application/json', permitted, signal } = request;
    await limit.take(signal);
    const connection = await connected();
    const finished = meter.begin(method);
    try {
      const dispatcher = permitted === undefined ? connection[over] : connection[over].compose(onlyWhile(permitted));
      const answer = await dispatcher.request({
        origin,
        path: `${base}${path}${queryText(query)}`,
        method,
        headers: {
          ...connection.headers,
          'user-agent': 'modelmonitor-operator',
          accept,
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      });
      finished(String(answer.statusCode));
      return answer;
    } catch (error) {
      finished('<error>');
      throw error;
    }
  };
}

function queryText(query: ApiRequest['query'] = {}): string {
  const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`;
}

/** The JSON of an answer; a proxy on the way may answer with other text. */
function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(withoutManagedFields(text));
  } catch {
    return text;
  }
}
