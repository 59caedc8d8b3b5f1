import { streamError, unreachable } from './apiError.ts';
import { ApiError } from './errors.ts';
import type { RawObject } from './rawObject.ts';
import type { Transport } from './transport.ts';
import { withoutManagedFields } from './withoutManagedFields.ts';

/** One event of a watch. */
export interface WatchEvent {
  /** ADDED, MODIFIED, DELETED or BOOKMARK. */
  readonly type: string;
  readonly object: RawObject;
}

export interface WatchRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Media type of the events. */
  readonly accept: string;
  /** Manager whose applied fields are kept of `managedFields`. */
  readonly fieldsOf?: string | undefined;
  readonly signal: AbortSignal;
}

/** Longest line of a watch, in bytes: an object has at most 1.5 MiB in etcd, its JSON not much more. */
const longestLine = 16 * 1024 * 1024;

const newline = 10;

/**
 * Opens a watch.
 *
 * @returns its events as they arrive. Reading them throws ApiError for an ERROR event or a connection that broke (when the signal aborted,
 *   the cause is its reason), SyntaxError for a line that is not JSON, RangeError for one of more than 16 MiB
 * @throws ApiError when the watch cannot be opened
 */
export async function openWatch(transport: Pick<Transport, 'stream'>, request: WatchRequest): Promise<AsyncIterable<WatchEvent>> {
  const failure = (error: unknown) => {
    const isKnown = error instanceof ApiError || error instanceof SyntaxError || error instanceof RangeError;
    return isKnown ? error : unreachable(request.signal.aborted ? request.signal.reason : error);
  };
  const stream = await transport.stream({ method: 'GET', ...request }).catch((error: unknown) => {
    throw failure(error);
  });
  return (async function* events() {
    try {
      for await (const line of linesOf(stream)) yield readEvent(line, request.fieldsOf);
    } catch (error) {
      throw failure(error);
    }
  })();
}

function readEvent(line: string, fieldsOf: string | undefined): WatchEvent {
  const event = JSON.parse(withoutManagedFields(line, fieldsOf)) as WatchEvent;
  if (event.type === 'ERROR') throw streamError(event.object);
  return event;
}

/**
 * The lines of a stream of bytes, without their ends; text after the last end is not a line.
 *
 * @throws RangeError for a line of more than 16 MiB
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8');
      parts = [];
      length = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > longestLine) throw new RangeError(`expected lines of at most ${longestLine} bytes, got a longer one`);
  }
}
