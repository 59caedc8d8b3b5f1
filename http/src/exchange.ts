import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { connectionError, type HttpError, redirectError, stallError, timeoutError, tooLargeError } from './errors.ts';

/** What is sent to one server. */
export interface HttpMessage {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Scheme, host and port, such as https://10.96.0.1:443. */
  readonly origin: string;
  /** Path with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Called when a connection is free and only the sending is left; when it throws, nothing is sent. */
  readonly beforeSending?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpRequest extends HttpMessage {
  /** Time for everything from the wait for a connection to the last byte of the response, in milliseconds. */
  readonly deadlineMilliseconds: number;
  /** Largest body of a response, in bytes. */
  readonly mostBytes: number;
  /** Time without a byte, before the response or within it, after which the request is given up, in milliseconds; only the deadline when absent. */
  readonly stallMilliseconds?: number | undefined;
}

export interface HttpHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface HttpResponse extends HttpHead {
  readonly body: Buffer;
}

/**
 * One request and its whole response.
 *
 * @throws HttpError; the reason of the request's signal; or what `beforeSending` throws
 */
export function exchange(dispatcher: Dispatcher, request: HttpRequest & { reset: boolean }): Promise<HttpResponse> {
  const { signal, beforeSending, deadlineMilliseconds, stallMilliseconds = 0, mostBytes, body = null, reset, ...message } = request;
  const deadline = AbortSignal.timeout(deadlineMilliseconds);
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  return new Promise((resolve, reject) => {
    let sending: Dispatcher.DispatchController | undefined;
    let received: { head: HttpHead; body: Body } | undefined;
    const fail = (error: unknown) => {
      either.removeEventListener('abort', stop);
      reject(error);
      sending?.abort(error as Error);
    };
    const stop = () => fail(signal?.aborted ? signal.reason : timeoutError(deadlineMilliseconds));
    if (either.aborted) return stop();
    either.addEventListener('abort', stop, { once: true });
    dispatcher.dispatch(
      { ...message, body, reset, headersTimeout: stallMilliseconds, bodyTimeout: stallMilliseconds },
      {
        onRequestStart(controller) {
          sending = controller;
          // It may have waited for its connection for long.
          if (either.aborted) return controller.abort(either.reason as Error);
          try {
            beforeSending?.();
          } catch (error) {
            fail(error);
          }
        },
        onResponseStart(_controller, status, sent) {
          if (status < 200) return;
          const headers = singleHeaders(sent);
          const refusal = redirectOf(status, headers) ?? sizeRefusal(headers, mostBytes);
          if (refusal !== undefined) fail(refusal);
          else received = { head: { status, headers }, body: new Body(headers, mostBytes) };
        },
        onResponseData(_controller, chunk) {
          if (received?.body.add(chunk) === false) fail(tooLargeError(mostBytes));
        },
        onResponseEnd() {
          either.removeEventListener('abort', stop);
          if (received !== undefined) resolve({ ...received.head, body: received.body.whole() });
        },
        onResponseError(_controller, error) {
          const failure = connectionError(error);
          fail(failure.kind === 'timeout' && failure.code !== 'ETIMEDOUT' ? stallError(stallMilliseconds) : failure);
        },
      },
    );
  });
}

/** Headers with one text each: a server may repeat any of them, and no caller expects a list. */
export function singleHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (!Object.values(headers).some(Array.isArray)) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

const redirects: readonly number[] = [301, 302, 303, 307, 308];

/** No redirect is followed: credentials and bodies are meant for the server that was named. */
export function redirectOf(status: number, { location }: IncomingHttpHeaders): HttpError | undefined {
  return redirects.includes(status) ? redirectError(status, location) : undefined;
}

function sizeRefusal({ 'content-length': length }: IncomingHttpHeaders, mostBytes: number): HttpError | undefined {
  return length !== undefined && Number(length) > mostBytes ? tooLargeError(mostBytes, Number(length)) : undefined;
}

/** The bytes of a stream that is expected to be short, such as the reason of a refusal. @throws HttpError when there are more */
export async function readBody(stream: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const body = new Body({}, mostBytes);
  for await (const chunk of stream) if (!body.add(Buffer.from(chunk))) throw tooLargeError(mostBytes);
  return body.whole();
}

/** The bytes of a body as they arrive. Into a buffer of its size where that is announced: it may be a gigabyte, and joining chunks would take another. */
class Body {
  readonly #mostBytes: number;
  readonly #announced: Buffer | undefined;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor({ 'content-length': length }: IncomingHttpHeaders, mostBytes: number) {
    this.#mostBytes = mostBytes;
    this.#announced = length === undefined ? undefined : Buffer.allocUnsafeSlow(Number(length));
  }

  /** @returns whether it still is as small as it has to be */
  add(chunk: Buffer): boolean {
    const start = this.#length;
    this.#length += chunk.length;
    if (this.#length > this.#mostBytes) return false;
    if (this.#announced === undefined) this.#chunks.push(chunk);
    else chunk.copy(this.#announced, start);
    return true;
  }

  whole(): Buffer {
    return this.#announced?.subarray(0, this.#length) ?? Buffer.concat(this.#chunks, this.#length);
  }
}
