import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Placement } from '@modelmonitor/api';
import { closeLateBodies } from './lateBodies.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Time for requests in progress to finish on close, in milliseconds; 10 s when absent. */
  readonly graceMilliseconds?: number;
}

interface Listener {
  readonly port: number;
  /** Lets requests in progress finish, then closes. */
  close(): Promise<void>;
}

export interface Listeners extends Listener {
  readonly internalPort: number | undefined;
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

/** Longest time a client may take to send the headers of a request, in milliseconds. */
const headersMilliseconds = 30_000;

/** How often connections that became idle are closed while the server closes, in milliseconds. */
const idleMilliseconds = 10;

/** Listens on the callers' port and, where there is one, on the internal port. */
export async function listenAll({ callers, internal }: Handlers, { host, port, internalPort }: Placement): Promise<Listeners> {
  const outer = await listen(callers, { host, port });
  if (internalPort === undefined) return { ...outer, internalPort };
  const inner = await listen(internal, { host, port: internalPort }).catch(async (error: Error) => {
    await outer.close();
    throw error;
  });
  return {
    port: outer.port,
    internalPort: inner.port,
    async close() {
      await outer.close();
      await inner.close();
    },
  };
}

/** Listens with bounded times; when it cannot listen, rejects with an error that names the address. */
export async function listen(handler: RequestListener, { host, port, graceMilliseconds = 10_000 }: ListenOptions): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds, requestTimeout: 0, headersTimeout: headersMilliseconds }, handler);
  // The handler answers `Expect: 100-continue` once it knows that it takes the body.
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  closeLateBodies(server);
  const sockets = openSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(`cannot listen on ${host}:${port}: ${reasonOf(cause)}`, { cause })),
    );
    server.listen({ host, port }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeGently(server, sockets, graceMilliseconds) };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'the port is in use';
  return code === 'EACCES' ? 'permission denied (ports below 1024 require privileges)' : message;
}

function openSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function closeGently(server: Server, sockets: ReadonlySet<Socket>, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const force = AbortSignal.timeout(graceMilliseconds);
    force.addEventListener('abort', () => server.closeAllConnections());
    // Node closes idle connections on close, but not those that become idle afterwards.
    let closed = false;
    const closeIdle = () => {
      if (closed) return;
      server.closeIdleConnections();
      AbortSignal.timeout(idleMilliseconds).addEventListener('abort', closeIdle);
    };
    server.close(() => {
      closed = true;
      resolve();
    });
    closeIdle();
    // A connection without a first request does not count as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}
