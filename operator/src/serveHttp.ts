import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the operator answers over HTTP. */
export interface HttpAnswers {
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** What is wrong with the process, so that it had better be replaced; empty when nothing is. */
  readonly ailments: () => readonly string[];
  /** What the operator still waits for; empty when it is ready. */
  readonly awaited: () => readonly string[];
}

export interface HttpServing {
  readonly port: number;
  close(): Promise<void>;
}

/** GET /metrics, /livez and /readyz; rejects when the address cannot be had. */
export async function serveHttp({ host, port }: { host: string; port: number }, answers: HttpAnswers): Promise<HttpServing> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    void answer(request.method ?? '', request.url ?? '', { answers, response }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`${host}:${port} cannot be listened on: ${cause.message}`, { cause })));
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

async function answer(
  method: string,
  url: string,
  { answers, response }: { answers: HttpAnswers; response: ServerResponse },
): Promise<void> {
  const [path] = url.split('?');
  const said = (status: number, text: string, contentType = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' }).end(text);
  };
  const health = (problems: readonly string[]) => (problems.length === 0 ? said(200, 'ok\n') : said(503, `${problems.join('\n')}\n`));
  if (method !== 'GET' && method !== 'HEAD') return said(405, 'GET is wanted\n');
  if (path === '/livez') return health(answers.ailments());
  if (path === '/readyz') return health(answers.awaited());
  if (path !== '/metrics') return said(404, '/metrics, /livez and /readyz are here\n');
  const { contentType, text } = await answers.metrics();
  said(200, text, contentType);
}
