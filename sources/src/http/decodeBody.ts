import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { errorCode } from '@modelmonitor/api/plain';
import type { HttpResponse } from '@modelmonitor/http';
import { SourceError } from '../errors.ts';

/** Undoes the compression of a response: servers also compress what was requested without. */
export async function decodeBody(
  response: HttpResponse,
  { mostBytes, shown }: { readonly mostBytes: number; readonly shown: string },
): Promise<HttpResponse> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || response.body.length === 0) return response;
  const decode = new Map([
    ['gzip', promisify(gunzip)],
    ['x-gzip', promisify(gunzip)],
    ['deflate', promisify(inflate)],
    ['br', promisify(brotliDecompress)],
  ]).get(encoding);
  if (decode === undefined) throw new SourceError(`${shown}: expected a response in gzip, deflate or br, got ${encoding.slice(0, 40)}`);
  try {
    return { ...response, body: await decode(response.body, { maxOutputLength: mostBytes }) };
  } catch (cause) {
    const tooLarge = errorCode(cause) === 'ERR_BUFFER_TOO_LARGE';
    const happened = tooLarge ? `is larger than the ${mostBytes} bytes that are read` : `is not ${encoding}, as its header says`;
    throw new SourceError(`${shown}: the response ${happened}`, { cause, retryable: !tooLarge });
  }
}
