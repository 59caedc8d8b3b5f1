import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pod } from './podsOf.ts';

/** What a pod answers to one request: bytes, a status, half of an answer, a broken connection, or nothing. */
export type PodScript =
  | Uint8Array
  | { readonly status: number; readonly retryAfter?: string }
  | { readonly announces: number }
  | 'half'
  | 'breaks'
  | 'hangs';

export interface TestPods {
  readonly pods: readonly Pod[];
  /** Requests that came to each pod. */
  readonly requests: readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[][];
  /** Maximum number of pods that were queried concurrently. */
  readonly mostAtATime: () => number;
  close(): Promise<void>;
}

/** Real servers that answer as pods may: each with its answers in their order, the last one again and again. */
export async function testPods(scripts: readonly (readonly PodScript[])[]): Promise<TestPods> {
  const requests: TestPods['requests'] = scripts.map(() => []);
  const load = { now: 0, most: 0 };
  const servers = await Promise.all(
    scripts.map(async (script, pod) => {
      const server = createServer((request, response) => {
        load.now++;
        load.most = Math.max(load.most, load.now);
        response.once('close', () => load.now--);
        const answer = script[Math.min(requests[pod]?.length ?? 0, script.length - 1)];
        requests[pod]?.push({ url: request.url ?? '', headers: request.headers });
        if (answer === 'breaks' || answer === undefined) request.socket.destroy();
        else if (answer === 'half') response.writeHead(200, { 'Content-Length': 1000 }).write('mmwindow', () => request.socket.destroy());
        else if (answer === 'hangs') return;
        else if ('announces' in answer) response.writeHead(200, { 'Content-Length': answer.announces }).flushHeaders();
        else if (answer instanceof Uint8Array) response.end(answer);
        else response.writeHead(answer.status, answer.retryAfter === undefined ? {} : { 'Retry-After': answer.retryAfter }).end('{}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return {
    pods: servers.map((server) => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })),
    requests,
    mostAtATime: () => load.most,
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
