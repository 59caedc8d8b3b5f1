import { type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { Clock } from './clock.ts';
import type { Credential, Credentials } from './credentials.ts';
import { resettingConnector } from './resettingConnector.ts';

/** Connections to the API server and what each request shows. */
interface Connected {
  /** For requests: bounded in number. */
  readonly pool: Dispatcher;
  /** For answers that go on; each takes a connection of its own. */
  readonly streams: Dispatcher;
  readonly headers: Credential['headers'];
}

/** Keeps connections for as long as the TLS material stays the same. */
export interface Endpoint {
  current(): Promise<Connected>;
  /** The credentials were refused: the next request reads them again. */
  renew(): void;
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** Requests at a time. */
  readonly connections: number;
}

/** How long certificates and tokens are taken to be the same, in milliseconds; client-go reads token files as often. */
const credentialMilliseconds = 30_000;

interface Known extends Connected {
  readonly digest: string;
  readonly at: number;
}

export function createEndpoint({ credentials, clock, connections }: EndpointOptions): Endpoint {
  const { origin } = new URL(credentials.server);
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  const read = async (): Promise<Known> => {
    const before = known;
    const credential = await credentials.read();
    const { digest, headers } = credential;
    const at = clock.monotonic();
    if (before?.digest === digest) return { ...before, headers, at };
    // Requests in progress end in good order; streams are opened again by their readers within a minute.
    void before?.pool.close();
    return { pool: connectionsTo(origin, credential, connections), streams: connectionsTo(origin, credential), digest, headers, at };
  };
  return {
    async current() {
      if (known !== undefined && clock.monotonic() - known.at <= credentialMilliseconds) return known;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      known = await reading;
      return known;
    },
    renew() {
      if (known !== undefined) known = { ...known, at: Number.NEGATIVE_INFINITY };
    },
    async close() {
      await reading?.catch(() => undefined);
      await Promise.all([known?.pool.destroy(), known?.streams.destroy()]);
    },
  };
}

function connectionsTo(origin: string, { tls, proxy }: Credential, connections: number | null = null): Dispatcher {
  const connect = resettingConnector({ ...tls, allowH2: false, keepAlive: true, keepAliveInitialDelay: 15_000, timeout: 10_000 });
  // Whoever asks sets a deadline, so bodies have none here.
  const bounds = { connections, pipelining: 1, keepAliveTimeout: 30_000, headersTimeout: 30_000, bodyTimeout: 0 };
  return proxy === undefined
    ? new Pool(origin, { ...bounds, allowH2: false, connect })
    : new ProxyAgent({ ...bounds, uri: proxy, requestTls: tls });
}
