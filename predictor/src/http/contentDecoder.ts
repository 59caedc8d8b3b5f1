import { promisify } from 'node:util';
import { type InputType, inflateRaw, unzip, type ZlibOptions } from 'node:zlib';
import { ProblemError } from '../problem.ts';
import { tooLarge } from './requestBody.ts';

/** Unpacks a body to at most so many bytes. */
type Decoder = (bytes: Buffer, maxBytes: number) => Promise<Buffer>;

type Unpack = (bytes: InputType, options: ZlibOptions) => Promise<Buffer>;

const unpackers: { readonly wrapped: Unpack; readonly raw: Unpack } = { wrapped: promisify(unzip), raw: promisify(inflateRaw) };

/**
 * The decoder of a Content-Encoding: gzip, deflate (with the header of zlib or, as some clients send it, without), or undefined for none.
 *
 * @throws ProblemError (415) for any other
 */
export function contentDecoder(encoding: string): Decoder | undefined {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  if (name === 'gzip' || name === 'x-gzip') return decoder(name, () => unpackers.wrapped);
  if (name === 'deflate') return decoder(name, (bytes) => (isZlib(bytes) ? unpackers.wrapped : unpackers.raw));
  throw new ProblemError(
    'wrong_content_type',
    `expected Content-Encoding: gzip, deflate or none, got ${JSON.stringify(encoding.slice(0, 60))}`,
    {
      headers: { 'Accept-Encoding': 'gzip, deflate' },
    },
  );
}

function decoder(name: string, unpackerOf: (bytes: Buffer) => Unpack): Decoder {
  return async (bytes, maxBytes) => {
    try {
      return await unpackerOf(bytes)(bytes, { maxOutputLength: maxBytes });
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes, `${bytes.length} bytes of ${name} that unpack to more`);
      throw new ProblemError('malformed_json', `expected a body packed with ${name}, got something else: ${message}`, { cause });
    }
  };
}

/** Whether bytes start with a header of zlib (RFC 1950): method 8, and a check value. */
function isZlib(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] as number) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
