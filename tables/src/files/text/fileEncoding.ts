import { isAscii, isUtf8 } from 'node:buffer';
import { DriftDataError } from '../../errors.ts';
import { encodingMark, utf8Check } from './textEncoding.ts';
import { type TextSample, textParts } from './textSample.ts';

/** The encoding of a file, and what to say of it. */
export interface FileEncoding {
  readonly encoding: string;
  readonly note: string | undefined;
}

/**
 * The encoding of a text file: by its byte order mark, as given, or found: UTF-8 where all bytes are, UTF-16 where every other byte is zero,
 * else Windows-1252. Where the start is UTF-8 the rest is taken to be, until `wholeFileEncoding` looks at it.
 *
 * @throws DriftDataError when it is unknown
 */
export async function fileEncoding(
  { path, isGzip, given }: { path: string; isGzip: boolean; given: string | undefined },
  { start, isWhole }: TextSample,
): Promise<FileEncoding> {
  const found = encodingMark(start);
  if (found?.encoding === 'utf-32') throw new DriftDataError(`${path}: expected text in UTF-8, got UTF-32; save it as UTF-8`);
  if (found !== undefined && found.mark > 0) return { encoding: found.encoding, note: undefined };
  if (given !== undefined) {
    const { encoding } = new TextDecoder(given);
    const isDoubtful = encoding !== 'utf-8' && !isAscii(start) && isUtf8Start(start, isWhole);
    return { encoding, note: isDoubtful ? `${path} is read as ${encoding}, as --encoding says, but all its bytes are UTF-8` : undefined };
  }
  if (found !== undefined) return { encoding: found.encoding, note: `${path} is read as ${found.encoding.toUpperCase()}` };
  if (isUtf8Start(start, isWhole)) return { encoding: 'utf-8', note: undefined };
  return wholeFileEncoding(path, isGzip);
}

/**
 * The encoding of a text file without a byte order mark, by all its bytes.
 *
 * @throws DriftDataError where some characters are UTF-8 and others are not
 */
export async function wholeFileEncoding(path: string, isGzip: boolean): Promise<FileEncoding> {
  const check = utf8Check();
  for await (const part of textParts(path, isGzip)) check.add(part);
  const { badLine, bad, good, isOutside1252 } = check.result();
  if (badLine === undefined) return { encoding: 'utf-8', note: undefined };
  const where = `${path}, line ${badLine}`;
  if (good >= bad) {
    throw new DriftDataError(
      `${where}: expected text in UTF-8, as the rest of the file is, got other bytes; correct this line, or give the encoding of the file with --encoding`,
    );
  }
  const doubt = isOutside1252 ? ', though some bytes mean nothing in it' : '';
  return {
    encoding: 'windows-1252',
    note: `${path} is not UTF-8 (line ${badLine}) and is read as Windows-1252${doubt}; --encoding names another encoding`,
  };
}

/**
 * The error of bytes that are not of the encoding of a file.
 *
 * @param place some of its bytes, the wrong ones among them, and the line where they begin
 */
export function otherBytes(
  { path, encoding }: { readonly path: string; readonly encoding: string },
  { bytes, line }: { readonly bytes: Buffer; readonly line: number },
  cause: unknown,
): DriftDataError {
  const check = utf8Check();
  check.add(bytes);
  const below = encoding === 'utf-8' ? check.result().badLine : undefined;
  const where = below === undefined ? `line ${line} or below` : `line ${line + below - 1}`;
  return new DriftDataError(`${path}, ${where}: expected text in ${encoding}, got other bytes; --encoding names another encoding`, {
    cause,
  });
}

/** Whether the start of a text is UTF-8; where it is cut, within a character too. */
function isUtf8Start(start: Buffer, isWhole: boolean): boolean {
  if (isUtf8(start)) return true;
  return !isWhole && [1, 2, 3].some((cut) => isUtf8(start.subarray(0, start.length - cut)));
}
