import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { labelStreamFormat } from './labelStreamFormat.ts';
import type { Connections } from './trackConnections.ts';

/** How often a request may be found waiting for its body: it is closed after 25 to 30 seconds. */
const mostSweeps = 5;

/** Share of the connections that may be open before those that are idle are closed. */
const idleShare = 0.75;

/** A request whose body arrives. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly sweeps: number;
  readonly bytesRead: number;
}

/**
 * Closes connections whose request body takes longer than half a minute, as Node's own `requestTimeout` does, which makes no difference
 * between requests: a stream of labels may take as long as it needs while bytes arrive.
 *
 * @param sweepMilliseconds how often requests are looked at
 */
export function closeLateBodies(server: Server, connections: Connections, sweepMilliseconds = 5000): void {
  const arrivals = new Map<Socket, Arrival>();
  const idle = new Map<Socket, number>();
  const sweep = () => {
    const before = new Map(arrivals);
    arrivals.clear();
    for (const [socket, response] of connections) {
      const request = response?.req;
      if (request === undefined || request.complete) continue;
      const arrival = arrivalOf(request, { before: before.get(socket), isAnswered: response?.writableEnded === true });
      if (arrival.sweeps > mostSweeps) socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', () => socket.destroy());
      else arrivals.set(socket, arrival);
    }
    closeIdle(server, connections, idle);
    if (server.listening) AbortSignal.timeout(sweepMilliseconds).addEventListener('abort', sweep);
  };
  server.once('listening', sweep);
}

/** Where many connections are open, closes those that answered a request and were idle since the sweep before, the oldest first. */
function closeIdle(server: Server, connections: Connections, idle: Map<Socket, number>): void {
  let excess = connections.size - server.maxConnections * idleShare;
  for (const [socket, response] of connections) {
    const isIdle = response?.writableFinished === true && response.req.complete;
    if (isIdle && excess > 0 && idle.get(socket) === socket.bytesRead) {
      // A client that does not close its side keeps the connection half open.
      if (socket.writableEnded) socket.destroy();
      else socket.end();
      excess--;
    }
    if (isIdle) idle.set(socket, socket.bytesRead);
    else idle.delete(socket);
  }
  for (const socket of idle.keys()) if (!connections.has(socket)) idle.delete(socket);
}

function arrivalOf(
  request: IncomingMessage,
  { before, isAnswered }: { readonly before: Arrival | undefined; readonly isAnswered: boolean },
): Arrival {
  const { bytesRead } = request.socket;
  const first = { request, sweeps: 1, bytesRead };
  if (before?.request !== request) return first;
  const isLong = labelStreamFormat(request.headers['content-type']) !== undefined && request.url?.startsWith('/feedback') === true;
  // While what has arrived is not read yet, the client is not the one that is late.
  if (isLong && !isAnswered && (bytesRead > before.bytesRead || request.readableLength > 0)) return first;
  return { request, sweeps: before.sweeps + 1, bytesRead };
}
