import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What the operator serves over HTTP. */
export interface HttpContent {
  readonly metrics: () => Promise<{ readonly contentType: string; readonly parts: AsyncIterable<string> }>;
  /** Reasons to replace the process; none while everything works. */
  readonly problems: () => readonly string[];
  /** What the operator still waits for; nothing when it is ready. */
  readonly awaited: () => readonly string[];
}

export interface HttpServing {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves GET /metrics, /livez and /readyz; rejects when it cannot listen on the address. */
export async function serveHttp({ host, port }: { host: string; port: number }, content: HttpContent): Promise<HttpServing> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    void respond(request.method ?? '', request.url ?? '', { content, response }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`cannot listen on ${host}:${port}: ${cause.message}`, { cause })));
    server.listen({ host, port }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  method: string,
  url: string,
  { content, response }: { content: HttpContent; response: ServerResponse },
): Promise<void> {
  const [path] = url.split('?');
  const send = (status: number, text: string, contentType = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' }).end(text);
  };
  const sendHealth = (problems: readonly string[]) => (problems.length === 0 ? send(200, 'ok\n') : send(503, `${problems.join('\n')}\n`));
  if (method !== 'GET' && method !== 'HEAD') return send(405, `expected GET, got ${method}\n`);
  if (path === '/livez') return sendHealth(content.problems());
  if (path === '/readyz') return sendHealth(content.awaited());
  if (path !== '/metrics') return send(404, 'expected /metrics, /livez or /readyz\n');
  const { contentType, parts } = await content.metrics();
  response.writeHead(200, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' });
  // With ten thousand monitors it is tens of megabytes: part by part, as the client reads them.
  await pipeline(Readable.from(parts), response);
}
