import type { ConnectionOptions } from 'node:tls';
import type { Dispatcher } from 'undici';
import { connectionError } from './errors.ts';
import { exchange, type HttpHead, type HttpMessage, type HttpRequest, type HttpResponse, redirectOf, singleHeaders } from './exchange.ts';
import { resettingConnector } from './resettingConnector.ts';
import { undiciParts } from './undiciParts.ts';

/** The authorities that a client trusts, and its own certificate. */
export type TlsMaterial = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'rejectUnauthorized' | 'servername'>;

export interface HttpClientOptions {
  /** Largest number of connections to one server, streams excepted; further requests wait for one. Unlimited when absent. */
  readonly connections?: number;
  readonly tls?: TlsMaterial;
  /** Address of an HTTP proxy. */
  readonly proxy?: string | undefined;
  /** Whether connections are used again; true when absent. */
  readonly keepAlive?: boolean;
  /** Which addresses, as numbers, the client connects to, checked for every connection; all when absent. Not for a client with a proxy. */
  readonly admits?: (address: string) => boolean;
  /** Time that an idle connection is kept, in milliseconds; 30 s when absent. */
  readonly idleMilliseconds?: number;
}

/** A response whose body is a stream. */
export interface HttpStream extends HttpHead {
  /** Has no deadline: the reader sets its own limits and aborts by the signal of the request. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends HTTP requests over pooled connections. Every request has a deadline and every response a size limit; redirects are not followed;
 * the caller judges the status.
 */
export interface HttpClient {
  /** @returns the whole response. @throws HttpError, or the reason of the request's signal */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Opens a streamed response, over a connection of its own. @throws HttpError, or the reason of the request's signal */
  open(message: HttpMessage): Promise<HttpStream>;
  /** Closes every connection after its current request; nothing more can be sent. */
  retire(): void;
  /** Closes every connection immediately. */
  close(): Promise<void>;
}

/** Time limits for connecting, for keeping an idle connection, and for the headers of a stream, in milliseconds. */
const [connectMilliseconds, keepMilliseconds, headersMilliseconds] = [10_000, 30_000, 30_000];

/** Size limit of response headers in bytes, as in Node's own client. */
const mostHeaderBytes = 16 * 1024;

export function createHttpClient({
  connections,
  tls = {},
  proxy,
  keepAlive = true,
  admits,
  idleMilliseconds,
}: HttpClientOptions = {}): HttpClient {
  const reset = !keepAlive;
  const pool = dispatcher({ tls, proxy, connections, admits, idleMilliseconds });
  const streams = dispatcher({ tls, proxy, admits });
  return {
    send: (request) => exchange(pool, { ...request, reset }),
    async open({ signal, body = null, ...message }) {
      try {
        const response = await undiciParts.request.call(streams, { ...message, body, signal: signal ?? null });
        const { statusCode: status } = response;
        const headers = singleHeaders(response.headers);
        const redirect = redirectOf(status, headers);
        if (redirect === undefined) return { status, headers, body: chunksOf(response.body, signal) };
        response.body.on('error', () => undefined).destroy();
        throw redirect;
      } catch (error) {
        signal?.throwIfAborted();
        throw connectionError(error);
      }
    },
    retire() {
      for (const one of [pool, streams]) void one.close();
    },
    close: async () => void (await Promise.all([pool.destroy(), streams.destroy()])),
  };
}

function dispatcher({
  connections = null,
  tls,
  proxy,
  admits,
  idleMilliseconds,
}: {
  connections?: number | null | undefined;
  tls: TlsMaterial;
  proxy: string | undefined;
  admits: HttpClientOptions['admits'];
  idleMilliseconds?: number | undefined;
}): Dispatcher {
  const bounds = {
    connections,
    pipelining: 1,
    keepAliveTimeout: idleMilliseconds ?? keepMilliseconds,
    // A server may announce a longer time than the client wants.
    ...(idleMilliseconds === undefined ? {} : { keepAliveMaxTimeout: idleMilliseconds }),
    headersTimeout: headersMilliseconds,
    bodyTimeout: 0,
    maxHeaderSize: mostHeaderBytes,
  };
  if (proxy !== undefined) return new undiciParts.ProxyAgent({ ...bounds, uri: proxy, requestTls: tls });
  const connect = resettingConnector({
    ...tls,
    admits,
    allowH2: false,
    keepAlive: true,
    keepAliveInitialDelay: 15_000,
    timeout: connectMilliseconds,
  });
  return new undiciParts.Agent({ ...bounds, allowH2: false, connect });
}

async function* chunksOf(body: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    signal?.throwIfAborted();
    throw connectionError(error);
  }
}
