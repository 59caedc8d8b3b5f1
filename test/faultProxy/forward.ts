import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Agent, request as send } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mishap } from './fault.ts';
import type { SeenRequest } from './seenRequest.ts';

/** The API server, and the connections to it, which carry the credentials. */
export interface Upstream {
  readonly url: URL;
  readonly agent: Agent;
}

export interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: SeenRequest;
  readonly upstream: Upstream;
  readonly mishap: Mishap | undefined;
  /** Resets the connection of the client. */
  readonly reset: () => void;
}

const newline = 10;

/**
 * Sends a request on once it has arrived as a whole, and returns the response as it arrives; or simulates a fault. Rejects for an incomplete
 * request, or without a response of the API server.
 */
export async function forward(forwarding: Forwarding): Promise<void> {
  const { request, response, mishap, reset } = forwarding;
  if (mishap !== undefined && 'reset' in mishap && mishap.reset === 'before') return reset();
  if (mishap !== undefined && 'answer' in mishap) return refuse(forwarding, mishap);
  if (mishap !== undefined && 'streamError' in mishap) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(`${JSON.stringify({ type: 'ERROR', object: statusOf(mishap.streamError) })}\n`);
    return;
  }
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  if (mishap !== undefined && 'delayMilliseconds' in mishap) await sleep(mishap.delayMilliseconds);
  await sendBack(await responseTo(body, forwarding), forwarding);
}

function refuse({ request, response }: Forwarding, { answer, retryAfterSeconds }: Extract<Mishap, { answer: number }>): void {
  request.resume();
  const later = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  response.writeHead(answer, { 'Content-Type': 'application/json', ...later }).end(JSON.stringify(statusOf(answer)));
}

/** A Kubernetes `Status` as the API server writes it. */
function statusOf(code: number): object {
  const reason = { 410: 'Expired', 429: 'TooManyRequests', 503: 'ServiceUnavailable' }[code] ?? 'InternalError';
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `a fault of the test: ${reason}`, reason, code };
}

async function responseTo(body: Buffer, { request, response, record, upstream }: Forwarding): Promise<IncomingMessage> {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  const { hostname: host, port } = upstream.url;
  const sent = send({ host, port, path: request.url, method: request.method, agent: upstream.agent, headers });
  record.forwardedAt = performance.now();
  const end = () => {
    record.endedAt ??= performance.now();
  };
  // When the client disconnects, a read is cancelled and a write is not: an API server does not check.
  response.once('close', () => {
    if (!response.writableFinished && request.method === 'GET') sent.destroy();
  });
  // Errors after the start of the response are reported by the response.
  sent.once('close', end).on('error', () => undefined);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  record.status = answer.statusCode;
  answer.once('close', end).once('end', end);
  return answer;
}

async function sendBack(answer: IncomingMessage, { response, mishap, reset }: Forwarding): Promise<void> {
  const { 'transfer-encoding': _encoding, connection: _connection, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 500, headers);
  response.flushHeaders();
  if (mishap !== undefined && 'endAfterMilliseconds' in mishap) return endAfter(answer, response, mishap);
  if (mishap !== undefined && 'reset' in mishap) return breakOff(answer, { response, reset, within: mishap.reset === 'within' });
  for await (const chunk of answer as AsyncIterable<Buffer>) response.write(chunk);
  response.end();
}

async function endAfter(
  answer: IncomingMessage,
  response: ServerResponse,
  { endAfterMilliseconds, midLine = false }: Extract<Mishap, { endAfterMilliseconds: number }>,
): Promise<void> {
  const over = AbortSignal.timeout(endAfterMilliseconds);
  if (!midLine) over.addEventListener('abort', () => answer.destroy(), { once: true });
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const cut = over.aborted && midLine ? Math.ceil(chunk.indexOf(newline) / 2) : chunk.length;
      response.write(chunk.subarray(0, cut));
      if (cut < chunk.length) break;
    }
  } catch (error) {
    if (!over.aborted) throw error;
  }
  answer.destroy();
  response.end();
}

/** The API server has processed the request, and the client receives no response, or half of it. */
async function breakOff(
  answer: IncomingMessage,
  { response, reset, within }: { response: ServerResponse; reset: () => void; within: boolean },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    // A watch has no end to wait for.
    if (within) break;
  }
  const whole = Buffer.concat(chunks);
  if (within) await new Promise((resolve) => response.write(whole.subarray(0, Math.ceil(whole.length / 2)), resolve));
  answer.destroy();
  reset();
}
