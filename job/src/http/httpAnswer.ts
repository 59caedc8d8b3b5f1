import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { errorCode } from '@modelmonitor/api/plain';

export interface HttpRequest {
  readonly method: 'GET' | 'PATCH';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Certificate authorities the server has to be known by, in PEM; then the exchange is encrypted. */
  readonly authorities?: string;
  /** Time for the whole exchange, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Largest body of an answer, in bytes. */
  readonly mostBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Seconds the server asks to wait before the next request; undefined when it does not say. */
  readonly retryAfterSeconds: number | undefined;
  readonly body: Buffer;
}

/** Whether there was no connection, or no answer in time, which both may pass, or an answer or a server that cannot be used. */
type HttpFault = 'connection' | 'timeout' | 'unusable';

/** Why an exchange came to no answer; the message is put behind the name of the server, and holds nothing that was sent. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly fault: HttpFault;

  constructor(fault: HttpFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/**
 * One HTTP exchange on a connection of its own. No redirect is followed: what is sent is for that server only.
 *
 * @throws HttpFailure when there is no whole answer in time, or it is larger than allowed
 */
export async function httpAnswer({ authorities, body, mostBytes, timeoutMilliseconds, ...to }: HttpRequest): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { ...to, agent: false, signal } as const;
      const sent = authorities === undefined ? plainRequest(options, resolve) : secureRequest({ ...options, ca: authorities }, resolve);
      sent.on('error', reject);
      sent.end(body);
    });
    const received = await wholeBody(response, mostBytes);
    return { status: response.statusCode ?? 0, retryAfterSeconds: secondsOf(response.headers['retry-after']), body: received };
  } catch (error) {
    throw failureOf(error, signal.aborted ? timeoutMilliseconds : undefined);
  }
}

/** Into a buffer of its size where the size is known: a window may take a gigabyte, and putting chunks together would take another. */
async function wholeBody(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const announced = response.headers['content-length'];
  const room = announced === undefined ? undefined : Number(announced);
  const tooLarge = () => new HttpFailure('unusable', `it answered with more than ${mostBytes} bytes`);
  if (room !== undefined && !(room <= mostBytes)) {
    response.destroy();
    throw tooLarge();
  }
  const whole = room === undefined ? undefined : Buffer.allocUnsafeSlow(room);
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (received + chunk.length > mostBytes) throw tooLarge();
    if (whole === undefined) chunks.push(chunk);
    else chunk.copy(whole, received);
    received += chunk.length;
  }
  return whole ?? Buffer.concat(chunks);
}

function failureOf(error: unknown, timedOutAfter: number | undefined): HttpFailure {
  if (error instanceof HttpFailure) return error;
  if (timedOutAfter !== undefined)
    return new HttpFailure('timeout', `it did not answer within ${Math.round(timedOutAfter / 1000)} s`, { cause: error });
  const code = errorCode(error) ?? 'unknown error';
  const isConnection = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_|ENOTFOUND|HPE_)/.test(code);
  return new HttpFailure(isConnection ? 'connection' : 'unusable', `it could not be reached (${code})`, { cause: error });
}

/** Only the form in seconds: who asks here is asked back in seconds. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^[0-9]{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
