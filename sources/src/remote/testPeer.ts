import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RemoteSource } from '@modelmonitor/api/plain';
import { connectRemote } from './connectRemote.ts';
import type { RemoteContract } from './remoteModel.ts';

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export interface PeerAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string;
  /** Ends the connection without a response. */
  readonly drop?: boolean;
  /** Milliseconds until the response. */
  readonly late?: number;
}

/** Servers whose answers are recorded ones. */
export function testPeers() {
  const servers: Server[] = [];
  return {
    async start(answer: (call: Call, count: number) => PeerAnswer) {
      const calls: Call[] = [];
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        const call = { path: request.url ?? '', headers: request.headers, body: text === '' ? {} : JSON.parse(text) };
        calls.push(call);
        const { status = 200, json, text: plain, type = 'application/json', drop, late = 0 } = answer(call, calls.length);
        if (drop === true) return void request.socket.destroy();
        setTimeout(() => response.writeHead(status, { 'content-type': type }).end(plain ?? JSON.stringify(json)), late);
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, server };
    },
    stop() {
      for (const server of servers.splice(0)) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

const numeric = (...names: string[]) => names.map((name) => ({ name, type: 'numeric' as const }));
export const wine: RemoteContract = { task: 'classification', features: numeric('alcohol', 'ash'), classes: ['red', 'white'] };
export const towns: RemoteContract = { ...wine, features: [...numeric('age'), { name: 'town', type: 'categorical' }] };
export const price: RemoteContract = { ...wine, task: 'regression', classes: [] };

export const connectPeer = (remote: Partial<RemoteSource> & { url: string }, contract = wine, now = () => performance.now()) =>
  connectRemote({ protocol: 'v2', model: 'm', timeout: '2s', maxInFlight: 64, idempotent: false, ...remote } as RemoteSource, contract, {
    readSecret: async ({ key }) => `${key}-text`,
    ca: undefined,
    allowLocalAddresses: true,
    now,
  });
