import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The open connections of a server, each with the response to its newest request; undefined before the first. */
export type Connections = ReadonlyMap<Socket, ServerResponse | undefined>;

/** Follows the connections of a server from now on. */
export function trackConnections(server: Server): Connections {
  const connections = new Map<Socket, ServerResponse | undefined>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (!socket.destroyed) connections.set(socket, response);
  });
  return connections;
}
