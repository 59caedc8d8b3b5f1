import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { ProblemError } from '../problem.ts';
import { decoderOf } from './contentEncoding.ts';

/** Bytes of a body beyond the limit that are read and dropped, so that a client that sends first and reads later reads the refusal. */
const mostDroppedBytes = 128 * 1024 * 1024;

/** How long a client with a refused body may send nothing until its connection is closed, in milliseconds. */
const lingerMilliseconds = 5000;

/**
 * Reads a request's body as JSON.
 *
 * @param maxBytes largest body accepted, unpacked
 * @throws ProblemError 415 for another content type or encoding, 413 for a larger body, 400 for what is not JSON
 */
export async function readJson(context: Context, maxBytes: number): Promise<unknown> {
  const type = context.req.headers['content-type'];
  if (type === undefined || !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    dropBody(context.req);
    throw new ProblemError(
      'wrong_content_type',
      `expected Content-Type: application/json, got ${type === undefined ? 'none' : JSON.stringify(type.slice(0, 60))}`,
    );
  }
  return parseJson(await readBytes(context, maxBytes));
}

/**
 * The body of a request, unpacked.
 *
 * @throws ProblemError 415 for an unknown encoding, 413 for a body that is larger than allowed, packed or unpacked
 */
export async function readBytes({ req, res }: Pick<Context, 'req' | 'res'>, maxBytes: number): Promise<Buffer> {
  const encoding = req.headers['content-encoding'];
  const declared = Number(req.headers['content-length'] ?? 0);
  try {
    const decode = encoding === undefined ? undefined : decoderOf(encoding);
    if (declared > maxBytes) throw tooLarge(maxBytes, `${declared} bytes`);
    // A client that waits for it sends no body that would be refused.
    if (req.headers.expect !== undefined) res.writeContinue();
    const bytes = await collectBody(req, maxBytes);
    return decode === undefined ? bytes : await decode(bytes, maxBytes, tooLarge);
  } catch (error) {
    dropBody(req);
    if (error instanceof ProblemError && error.kind === 'too_large') lingerOnClose(req);
    throw error;
  }
}

function collectBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(tooLarge(maxBytes, 'more'));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const closed = (cause?: Error) => reject(new ProblemError('client_closed', 'the connection closed before the body ended', { cause }));
    request.on('error', closed);
    request.on('close', () => {
      // Every request closes; an error is worth its stack only when the body is missing something.
      if (!request.complete) closed();
    });
  });
}

/** Reads the rest of a refused body and drops it, up to a bound. */
function dropBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const { socket } = request;
  let dropped = 0;
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > mostDroppedBytes) socket.destroy();
  });
  request.on('error', () => undefined);
}

/**
 * Where a response closes the connection, closes only the sending half and drops what the client still sends: a client that sends its whole
 * body first would lose the response to a reset otherwise.
 */
function lingerOnClose({ complete, socket }: IncomingMessage): void {
  if (complete) return;
  socket.destroySoon = () => {
    socket.end();
    socket.setTimeout(lingerMilliseconds, () => socket.destroy());
  };
}

function tooLarge(maxBytes: number, received: string): ProblemError {
  return new ProblemError('too_large', `expected a body of at most ${maxBytes} bytes, got ${received}`, {
    headers: { Connection: 'close' },
  });
}

/** @throws ProblemError (400) for bytes that are no JSON, or no UTF-8 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) throw new ProblemError('malformed_json', 'expected a JSON body, got an empty one');
  if (!isUtf8(bytes)) throw new ProblemError('malformed_json', `expected JSON in UTF-8, got ${notUtf8(bytes)}`);
  const text = bytes.toString();
  try {
    // Some clients write a byte order mark.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    const reason = notANumber(text) ?? `expected a JSON body, got ${excerpt(text)}: ${(cause as Error).message}`;
    throw new ProblemError('malformed_json', reason, { cause });
  }
}

/** What stands before the first byte that is no UTF-8. */
function notUtf8(bytes: Buffer): string {
  const text = bytes.toString();
  const place = text.indexOf('\ufffd');
  return `other bytes after ${JSON.stringify(text.slice(Math.max(0, place - 40), place))}`;
}

/** NaN and Infinity, which Python's json writes and JSON does not have. */
function notANumber(text: string): string | undefined {
  const outsideTexts = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const found = /(?<=[[,:\s])(NaN|-?Infinity)(?=[\],}\s]|$)/.exec(outsideTexts)?.[0];
  return found === undefined
    ? undefined
    : `expected a JSON body, got the number ${found}, which JSON does not have; send null for a missing value`;
}

function excerpt(text: string): string {
  const start = text.slice(0, 40);
  return JSON.stringify(text.length > 40 ? `${start}…` : start);
}
