import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { RequestBody } from './brokenRequest.ts';

/** What came of a request: the status of the answer and its first bytes, or the code of the error that kept it away. */
export type Answer = { readonly status: number; readonly body: string } | { readonly error: string };

/** Sends requests to one address. */
export interface Sender {
  /** Never rejects. */
  send(request: RequestBody): Promise<Answer>;
  close(): void;
}

export interface SenderOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Connections kept open at most. */
  readonly connections: number;
  readonly timeoutMilliseconds: number;
}

/** Bytes of an answer that are kept, to say why something was refused. */
const keptBytes = 4096;

/** POSTs over connections that are kept alive. */
export function createSender({ url, headers, connections, timeoutMilliseconds }: SenderOptions): Sender {
  const secure = url.protocol === 'https:';
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: connections });
  const start = secure ? httpsRequest : httpRequest;
  return {
    send: ({ body, contentType }) =>
      answerOf(
        start(url, {
          agent,
          method: 'POST',
          timeout: timeoutMilliseconds,
          headers: { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...headers },
        }),
        body,
      ),
    close: () => agent.destroy(),
  };
}

function answerOf(request: ClientRequest, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message });
    request.on('error', failed);
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    request.on(
      'response',
      (response) => void bodyOf(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), failed),
    );
    request.end(body);
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    if (bytes < keptBytes) parts.push(part);
    bytes += part.length;
  }
  return Buffer.concat(parts).subarray(0, keptBytes).toString('utf8');
}
