import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem.ts';

/**
 * Reads a request's body as JSON.
 *
 * @param maxBytes largest body accepted
 * @throws ProblemError 415 for another content type, 413 for a larger body, 400 for what is not JSON
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  checkHeaders(request, maxBytes);
  const text = await readText(request, maxBytes);
  if (text === '') throw new ProblemError('malformed_json', 'a JSON body is wanted, got an empty one');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('malformed_json', `a JSON body is wanted, got ${shownText(text)}: ${(cause as Error).message}`, { cause });
  }
}

function checkHeaders({ headers }: IncomingMessage, maxBytes: number): void {
  const type = headers['content-type'];
  if (type === undefined || !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new ProblemError(
      'wrong_content_type',
      `Content-Type: application/json is wanted, got ${type === undefined ? 'none' : JSON.stringify(type.slice(0, 60))}`,
    );
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new ProblemError('wrong_content_type', `a body without Content-Encoding is wanted, got ${JSON.stringify(encoding.slice(0, 60))}`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes, `${headers['content-length']} bytes`);
}

function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      reject(tooLarge(maxBytes, 'more'));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString()));
    request.on('error', (cause) => reject(new ProblemError('malformed_json', 'the connection broke before the body ended', { cause })));
    request.on('close', () => {
      // Every request closes; an error is worth its stack only when the body is missing something.
      if (!request.complete) reject(new ProblemError('malformed_json', 'the connection closed before the body ended'));
    });
  });
}

/** The rest of the body is not read, so the connection cannot be used again. */
function tooLarge(maxBytes: number, came: string): ProblemError {
  return new ProblemError('too_large', `a body of at most ${maxBytes} bytes is wanted, got ${came}`, { headers: { Connection: 'close' } });
}

function shownText(text: string): string {
  const start = text.slice(0, 40);
  return JSON.stringify(text.length > 40 ? `${start}…` : start);
}
