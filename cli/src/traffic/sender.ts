import { createHttpClient, HttpError } from '@modelmonitor/http';
import type { RequestBody } from './invalidRequest.ts';

/** Outcome of a request: the status and first bytes of the response, or the code of the error. */
export type RequestOutcome = { readonly status: number; readonly body: string } | { readonly error: string };

/** Sends requests to one address. */
export interface Sender {
  /** Never rejects. */
  send(request: RequestBody): Promise<RequestOutcome>;
  close(): Promise<void>;
}

export interface SenderOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Maximum number of open connections. */
  readonly connections: number;
  readonly timeoutMilliseconds: number;
}

/** Largest response, and the bytes of it that are kept for the reason of an error. */
const [mostBytes, keptBytes] = [16 * 1024 * 1024, 4096];

/** POSTs over kept-alive connections. */
export function createSender({ url, headers, connections, timeoutMilliseconds }: SenderOptions): Sender {
  const client = createHttpClient({ connections });
  const to = { method: 'POST', origin: url.origin, path: url.pathname + url.search } as const;
  const bounds = { deadlineMilliseconds: timeoutMilliseconds, mostBytes };
  return {
    async send({ body, contentType }) {
      try {
        const response = await client.send({ ...to, ...bounds, headers: { 'content-type': contentType, ...headers }, body });
        return { status: response.status, body: response.body.toString('utf8', 0, keptBytes) };
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        return error.status === undefined ? { error: error.code ?? error.kind } : { status: error.status, body: error.message };
      }
    },
    close: client.close,
  };
}
