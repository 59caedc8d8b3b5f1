import { type HttpClient, type HttpHead, type HttpMessage, readBody, retryAfterSeconds } from '@modelmonitor/http';
import { apiError, unreachable } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { createEndpoint } from './endpoint.ts';
import { ApiError } from './errors.ts';
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
  /** Manager whose applied fields are kept of `managedFields`. */
  readonly fieldsOf?: string | undefined;
  /** Whether the bytes of the response are returned as they are. */
  readonly unparsed?: boolean;
  /** Called at the moment of sending; when it returns false, nothing is sent. */
  readonly permitted?: (() => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Largest response, in bytes; half a gigabyte when absent. */
  readonly mostBytes?: number | undefined;
  /** Whether it is sent once only: the caller asks again later anyway. */
  readonly once?: boolean | undefined;
}

/** Requests to the API server: pooled connections, deadlines, a bounded rate, retries of repeatable requests, metrics. */
export interface Transport {
  /** @returns the body of the response, parsed as JSON, without `managedFields`, unless its bytes are requested. @throws ApiError */
  request(request: ApiRequest): Promise<unknown>;
  /** Opens a response that continues, such as a watch. @returns its bytes as they arrive. @throws ApiError when it does not start */
  stream(request: ApiRequest): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Counts requests and their time. */
export interface RequestMeter {
  /** @returns a function to call with the status code, or `<error>` without one */
  begin(method: string): (code: string) => void;
}

export interface TransportOptions {
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly limit: Pick<TokenBucket, 'take'>;
  readonly meter: RequestMeter;
  /** Name of this program in the logs of the API server. */
  readonly userAgent: string;
  /** Requests at the same time, beside streams; 16 when absent. */
  readonly connections?: number;
  /** Longest a request may take, in milliseconds; 10,000 when absent. */
  readonly deadlineMilliseconds?: number;
}

/** Largest response: a larger one would not fit into a string of V8 either. A page of a list holds 500 objects of at most 1.5 MiB each. */
const mostResponseBytes = 512 * 1024 * 1024;

/** Largest reason that is read where a stream does not start. */
const mostReasonBytes = 1024 * 1024;

export function createTransport(options: TransportOptions): Transport {
  const { clock, random, connections = 16, deadlineMilliseconds = 10_000 } = options;
  const endpoint = createEndpoint({ ...options, connections });
  const send = sender(options, endpoint.current);
  const failure = ({ status, headers, body }: HttpHead & { body: Buffer }): ApiError => {
    if (status === 401) endpoint.renew();
    return apiError(status, parseJson(body), retryAfterSeconds(headers));
  };
  const once = async (request: ApiRequest): Promise<unknown> => {
    const deadline = AbortSignal.timeout(deadlineMilliseconds);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
    try {
      const response = await send({ ...request, signal }, (client, message) =>
        client.send({ ...message, deadlineMilliseconds, mostBytes: request.mostBytes ?? mostResponseBytes }),
      );
      if (response.status >= 400) throw failure(response);
      return request.unparsed === true ? response.body : parseJson(response.body, request.fieldsOf);
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof ApiError) throw error;
      throw unreachable(deadline.aborted ? new Error(`it did not respond within ${deadlineMilliseconds / 1000} s`) : error);
    }
  };
  return {
    async request(request) {
      const repeatable = request.method !== 'POST';
      for (let tries = 1; ; tries++) {
        try {
          return await once(request);
        } catch (error) {
          const wait = request.once === true ? undefined : waitBeforeRetry(error, { repeatable, tries, random: random() });
          if (wait === undefined) throw error;
          await clock.sleep(wait, request.signal);
          request.signal?.throwIfAborted();
        }
      }
    },
    async stream(request) {
      try {
        const { body, ...head } = await send(request, (client, message) => client.open(message));
        if (head.status >= 400) throw failure({ ...head, body: await readBody(body, mostReasonBytes) });
        return body;
      } catch (error) {
        request.signal?.throwIfAborted();
        throw error instanceof ApiError ? error : unreachable(error);
      }
    },
    close: endpoint.close,
  };
}

type Send = <Response extends HttpHead>(
  request: ApiRequest,
  over: (client: HttpClient, message: HttpMessage) => Promise<Response>,
) => Promise<Response>;

/** Sends a request once. */
function sender({ credentials, limit, meter, userAgent }: TransportOptions, connected: ReturnType<typeof createEndpoint>['current']): Send {
  const { origin, pathname } = new URL(credentials.server);
  const base = pathname.replace(/\/$/, '');
  return async (request, over) => {
    const { method, path, query, body, contentType = 'application/json', accept = 'application/json', permitted, signal } = request;
    await limit.take(signal);
    const { client, headers } = await connected();
    const finished = meter.begin(method);
    try {
      const response = await over(client, {
        origin,
        path: `${base}${path}${queryText(query)}`,
        method,
        headers: {
          ...headers,
          'user-agent': userAgent,
          accept,
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        beforeSending: permitted && (() => requirePermission(permitted)),
        signal,
      });
      finished(String(response.status));
      return response;
    } catch (error) {
      finished('<error>');
      throw error;
    }
  };
}

/** Called when a connection is free and only the sending is left: a request may have waited for it. */
function requirePermission(permitted: () => boolean): void {
  if (!permitted()) throw new ApiError('nothing may be written without the lease', { kind: 'unreachable' });
}

function queryText(query: ApiRequest['query'] = {}): string {
  const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`;
}

/** The JSON of a response; a proxy on the way may answer with other text. */
function parseJson(body: Buffer, fieldsOf?: string): unknown {
  const text = body.toString('utf8');
  try {
    return text === '' ? undefined : JSON.parse(withoutManagedFields(text, fieldsOf));
  } catch {
    return text;
  }
}
