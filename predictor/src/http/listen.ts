import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Placement } from '@modelmonitor/api';
import { connectionLimit } from './connectionLimit.ts';
import { drain } from './drain.ts';
import { closeLateBodies } from './lateBodies.ts';
import { responsesInTurn } from './responsesInTurn.ts';
import { trackConnections } from './trackConnections.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Time for requests in progress to finish on close, in milliseconds; 8 s when absent. */
  readonly graceMilliseconds?: number;
  /** Connections beyond it are refused; what the system allows when absent. */
  readonly maxConnections?: number;
  /** Bytes of responses that may wait for their clients; 32 MiB when absent. */
  readonly mostUnreadBytes?: number;
}

interface Listener {
  readonly port: number;
  /** Lets requests in progress finish, then closes; it goes on listening until `wait` resolves, when there is one. */
  close(wait?: Promise<void>): Promise<void>;
}

export interface Listeners {
  readonly port: number;
  readonly internalPort: number | undefined;
  /** Ends every connection after its next response, stops listening after the wait of the placement, lets requests in progress finish. */
  close(): Promise<void>;
}

/** The handlers of the two ports. */
export interface Handlers {
  readonly callers: RequestListener;
  readonly internal: RequestListener;
}

/**
 * How long an idle connection is kept, in milliseconds: longer than the idle time of the common proxies (nginx 60 s, AWS 60 s, Google 600 s),
 * so that the proxy always closes first and no request arrives on a closing socket.
 */
const keepAliveMilliseconds = 620_000;

/** Longest time a client may take to send the headers of a request, and how often it is looked at, in milliseconds: half a minute together. */
const headersMilliseconds = 25_000;
const headersLookMilliseconds = 5000;

/** Time for requests in progress at the internal port on close, in milliseconds: it is closed after the other one, within the time a pod has. */
const internalGraceMilliseconds = 2000;

/** Connections at the internal port: Prometheus, drift jobs, the operator, probes. */
const mostInternalConnections = 64;

/** Listens on the callers' port and, where there is one, on the internal port. */
export async function listenAll({ callers, internal }: Handlers, placement: Placement): Promise<Listeners> {
  const { host, port, internalPort, drainSeconds = 0 } = placement;
  const outer = await listen(callers, { host, port });
  const closeOuter = () => outer.close(pause(drainSeconds * 1000));
  if (internalPort === undefined) return { port: outer.port, internalPort, close: closeOuter };
  const options = {
    host,
    port: internalPort,
    graceMilliseconds: internalGraceMilliseconds,
    maxConnections: mostInternalConnections,
    // Windows are bounded by their number: one may be larger than all other responses, and a drift job may read it slowly.
    mostUnreadBytes: Number.POSITIVE_INFINITY,
  };
  const inner = await listen(internal, options).catch(async (error: Error) => {
    await outer.close();
    throw error;
  });
  return {
    port: outer.port,
    internalPort: inner.port,
    async close() {
      const closed = closeOuter();
      await inner.close(closed);
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return Promise.resolve();
  return new Promise((resolve) => AbortSignal.timeout(milliseconds).addEventListener('abort', () => resolve()));
}

/** Listens with bounded times; when it cannot listen, rejects with an error that names the address. */
export async function listen(handler: RequestListener, options: ListenOptions): Promise<Listener> {
  const { host, port, graceMilliseconds = 8000, maxConnections, mostUnreadBytes } = options;
  const times = {
    keepAliveTimeout: keepAliveMilliseconds,
    requestTimeout: 0,
    headersTimeout: headersMilliseconds,
    connectionsCheckingInterval: headersLookMilliseconds,
  };
  const server = createServer(times, responsesInTurn(handler, mostUnreadBytes));
  server.maxConnections = maxConnections ?? (await connectionLimit());
  // The handler answers `Expect: 100-continue` once it knows that it takes the body.
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  const connections = trackConnections(server);
  closeLateBodies(server, connections);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(`cannot listen on ${host}:${port}: ${reasonOf(cause)}`, { cause })),
    );
    server.listen({ host, port }, resolve);
  });
  const close = (wait = Promise.resolve()) => drain(server, connections, { wait, graceMilliseconds });
  return { port: (server.address() as AddressInfo).port, close };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'the port is in use';
  return code === 'EACCES' ? 'permission denied (ports below 1024 require privileges)' : message;
}
