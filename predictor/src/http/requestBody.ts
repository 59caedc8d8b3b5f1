import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem.ts';
import type { BodyBudget } from './bodyBudget.ts';

// What is done with a body that is refused; a body that is accepted is read beside the exchange.

/** Bytes of a body beyond the limit that are read and dropped, so that a client that sends first and reads later reads the refusal. */
const mostDroppedBytes = 128 * 1024 * 1024;

/** How long a client with a refused body may send nothing until its connection is closed, in milliseconds. */
const lingerMilliseconds = 5000;

/** How long a client whose body is not read has to read the refusal, in milliseconds. */
const unreadMilliseconds = 1000;

/** Refuses a body: what the client still sends of it is dropped. @returns the error */
export function refuseBody<Refusal extends Error>(request: IncomingMessage, error: Refusal): Refusal {
  dropBody(request);
  if (error instanceof ProblemError && (error.kind === 'too_large' || error.kind === 'overloaded')) lingerOverBody(request);
  return error;
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
export function lingerOverBody(request: IncomingMessage, milliseconds = lingerMilliseconds): void {
  const { socket } = request;
  if (request.complete) return;
  const destroySoon = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    if (request.complete) return destroySoon();
    socket.end();
    socket.setTimeout(milliseconds, () => socket.destroy());
  };
}

/** The refusal of a body that is larger than allowed. */
export function tooLarge(maxBytes: number, received: string): ProblemError {
  return new ProblemError('too_large', `expected a body of at most ${maxBytes} bytes, got ${received}`, {
    headers: { Connection: 'close' },
  });
}

/** The refusal of a body while others hold what all of them may hold. */
export function overload(): ProblemError {
  return new ProblemError('overloaded', 'other requests are being received; send it again later', {
    headers: { 'Retry-After': '1', Connection: 'close' },
  });
}

/**
 * Refuses a body while others hold what all of them may hold. The rest of it is read and dropped where few are; else it is not read any more,
 * and the connection is closed a moment after the response.
 */
export function refuseMore(request: IncomingMessage, bodies: BodyBudget): ProblemError {
  const error = overload();
  const end = bodies.drop();
  if (end !== undefined) {
    request.once('close', end);
    return refuseBody(request, error);
  }
  request.on('error', () => undefined);
  request.pause();
  // A stream that took a chunk asks its socket for more in this turn, paused or not.
  queueMicrotask(() => request.socket.pause());
  lingerOverBody(request, unreadMilliseconds);
  return error;
}

/** The refusal of bytes that are no UTF-8, with the text before the first of them. */
export function notUtf8Body(bytes: Buffer): ProblemError {
  const text = bytes.toString();
  const place = text.indexOf('\ufffd');
  const before = JSON.stringify(text.slice(Math.max(0, place - 40), place));
  return new ProblemError('malformed_json', `expected JSON in UTF-8, got other bytes after ${before}`);
}

/** The refusal of a text that is no JSON. */
export function notJsonBody(text: string, cause: Error): ProblemError {
  if (text === '') return new ProblemError('malformed_json', 'expected a JSON body, got an empty one');
  const reason = notANumber(text) ?? `expected a JSON body, got ${excerpt(text)}: ${cause.message}`;
  return new ProblemError('malformed_json', reason, { cause });
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
