import { createHttpClient, type HttpClient } from '@modelmonitor/http';
import type { Clock } from './clock.ts';
import type { Credential, Credentials } from './credentials.ts';

/** Connections to the API server, and the headers of each request. */
interface Connected {
  readonly client: HttpClient;
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
  /** Requests at a time, beside streams. */
  readonly connections: number;
}

/** How long certificates and tokens are expected to stay the same, in milliseconds; client-go reads token files as often. */
const credentialMilliseconds = 30_000;

interface Known extends Connected {
  readonly digest: string;
  readonly at: number;
}

export function createEndpoint({ credentials, clock, connections }: EndpointOptions): Endpoint {
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  const read = async (): Promise<Known> => {
    const before = known;
    const { digest, headers, tls, proxy } = await credentials.read();
    const at = clock.monotonic();
    if (before?.digest === digest) return { ...before, headers, at };
    // Requests in progress complete; readers of streams open them again within a minute.
    before?.client.retire();
    return { client: createHttpClient({ connections, tls, proxy }), digest, headers, at };
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
      await known?.client.close();
    },
  };
}
