import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Time requests in progress get to finish on close, in milliseconds. */
  readonly graceMilliseconds: number;
}

export interface Listener {
  readonly port: number;
  /** Lets requests in progress finish, then closes. */
  close(): Promise<void>;
}

/**
 * How long an idle connection is kept, in milliseconds: longer than the idle time of the common proxies (nginx 60 s, AWS 60 s, Google 600 s),
 * so that it is always the proxy who closes and no request meets a closing socket.
 */
const keepAliveMilliseconds = 620_000;

/** Longest time a client may take to send a request, in milliseconds. */
const requestMilliseconds = 30_000;

/** Listens with bounded times; rejects when the address cannot be had, naming it. */
export async function listen(handler: RequestListener, { host, port, graceMilliseconds }: ListenOptions): Promise<Listener> {
  const server = createServer(
    { keepAliveTimeout: keepAliveMilliseconds, requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds },
    handler,
  );
  const sockets = openSockets(server);
  // Node closes idle connections on close, but not those that become idle afterwards.
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(`${host}:${port} cannot be listened on: ${reasonOf(cause)}`, { cause })),
    );
    server.listen({ host, port }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeGently(server, sockets, graceMilliseconds) };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'the port is taken';
  return code === 'EACCES' ? 'it needs more rights (ports below 1024 do)' : message;
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
    server.close(() => resolve());
    server.closeIdleConnections();
    // A connection without a first request does not count as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}
