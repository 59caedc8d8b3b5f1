import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './httpClient.ts';

export interface TestServers {
  /** Listens, and gives the origin. */
  originOf(server: Server, host?: string): Promise<string>;
  /** A client that `close` ends. */
  clientWith(options?: HttpClientOptions): HttpClient;
  /** What a client makes of a server: a body of at most ten bytes within five seconds, unless the request says otherwise. */
  response(listener: RequestListener, request?: Partial<HttpRequest>, host?: string): Promise<HttpResponse>;
  /** Ends all of them. */
  close(): Promise<void>;
}

/** Real servers on free ports, and clients of them. */
export function testServers(): TestServers {
  const servers: Server[] = [];
  const clients: HttpClient[] = [];
  const self: TestServers = {
    async originOf(server, host = '127.0.0.1') {
      servers.push(server);
      await once(server.listen(0, host), 'listening');
      const { port } = server.address() as AddressInfo;
      return `http://${host === '::1' ? '[::1]' : host}:${port}`;
    },
    clientWith(options = {}) {
      const client = createHttpClient(options);
      clients.push(client);
      return client;
    },
    async response(listener, request = {}, host = '127.0.0.1') {
      const origin = await self.originOf(createServer(listener), host);
      return self.clientWith().send({ method: 'GET', origin, path: '/x', deadlineMilliseconds: 5000, mostBytes: 10, ...request });
    },
    async close() {
      await Promise.all(clients.splice(0).map((client) => client.close()));
      for (const server of servers.splice(0)) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
  return self;
}
