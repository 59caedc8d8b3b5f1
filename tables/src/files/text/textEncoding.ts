import { isAscii, isUtf8 } from 'node:buffer';

/** What the first bytes show of an encoding. */
export interface EncodingMark {
  readonly encoding: string;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

const LOOKED_AT = 4096;
/** Share of characters with a zero byte from which a text without a byte order mark is UTF-16. */
const ZEROS_OF_UTF16 = 0.4;

/** The encoding that the start of a file shows: by its byte order mark, or by the zero bytes of UTF-16; undefined when it shows none. */
export function encodingMark(start: Buffer): EncodingMark | undefined {
  if (start.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf))) return { encoding: 'utf-8', mark: 3 };
  if (start.subarray(0, 4).equals(Buffer.of(0xff, 0xfe, 0, 0)) || start.subarray(0, 4).equals(Buffer.of(0, 0, 0xfe, 0xff)))
    return { encoding: 'utf-32', mark: 4 };
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const pairs = Math.floor(Math.min(start.length, LOOKED_AT) / 2);
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (start[2 * pair] === 0) even++;
    if (start[2 * pair + 1] === 0) odd++;
  }
  if (pairs < 2 || even + odd < pairs * ZEROS_OF_UTF16) return undefined;
  if (even === 0) return { encoding: 'utf-16le', mark: 0 };
  return odd === 0 ? { encoding: 'utf-16be', mark: 0 } : undefined;
}

/** Counts what shows whether bytes are UTF-8, part by part. */
export interface Utf8Check {
  add(part: Buffer): void;
  /** To be called behind the last part. */
  result(): Utf8Result;
}

interface Utf8Result {
  /** Line of the first bytes that are not UTF-8, from 1; undefined when all are. */
  readonly badLine: number | undefined;
  /** Bytes that are not UTF-8. */
  readonly bad: number;
  /** Characters of several bytes that are, those left out that ß and a mark in Windows-1252 look like. */
  readonly good: number;
  /** Whether there are bytes that mean nothing in Windows-1252. */
  readonly isOutside1252: boolean;
}

/** Bytes that are looked at one by one where one of them is bad. */
const BLOCK = 4096;

/** Finds out whether bytes are UTF-8; where they are, by the fast check of the platform. */
export function utf8Check(): Utf8Check {
  let [lines, bad, good, isOutside1252] = [1, 0, 0, false];
  let badLine: number | undefined;
  let rest: Buffer = Buffer.alloc(0);
  const look = (block: Buffer, isLast: boolean): number => {
    for (let at = 0; at < block.length; ) {
      const byte = block[at] as number;
      if (byte < 0x80) {
        if (byte === 0x0a) lines++;
        at++;
        continue;
      }
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
      if (!isLast && at + length > block.length && length > 1) return at;
      if (length > 1 && isUtf8(block.subarray(at, at + length)) && at + length <= block.length) {
        if (byte !== SHARP_S) good++;
        at += length;
        continue;
      }
      bad++;
      badLine ??= lines;
      isOutside1252 ||= UNDEFINED_IN_1252.includes(byte);
      at++;
    }
    return block.length;
  };
  const examine = (block: Buffer, isLast: boolean): void => {
    if (isUtf8(block)) {
      if (!isAscii(block)) for (const byte of block) if (byte >= 0xc2 && byte !== SHARP_S) good++;
      if (badLine === undefined) for (const byte of block) if (byte === 0x0a) lines++;
      return;
    }
    const end = look(block, isLast);
    rest = Buffer.from(block.subarray(end));
  };
  return {
    add: (part) => {
      for (let at = 0; at < part.length; at += BLOCK) {
        const block = part.subarray(at, at + BLOCK);
        const whole = rest.length === 0 ? block : Buffer.concat([rest, block]);
        rest = Buffer.alloc(0);
        examine(whole, false);
      }
    },
    result: () => {
      const last = rest;
      rest = Buffer.alloc(0);
      if (last.length > 0) examine(last, true);
      return { badLine, bad, good, isOutside1252 };
    },
  };
}

/** ß in Windows-1252, and the first byte of letters of a script that few tables hold in UTF-8. */
const SHARP_S = 0xdf;
const UNDEFINED_IN_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Characters of Windows-1252 at 0x80 to 0x9f, where it differs from Latin-1. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Decodes bytes part by part. */
export interface TextDecoding {
  /** @throws TypeError for bytes that are not of the encoding */
  decode(part: Buffer): string;
  /** What is left behind the last part. */
  end(): string;
}

/** A decoder. The one of Node reads Windows-1252 as Latin-1, so that has its own here. */
export function textDecoding(encoding: string): TextDecoding {
  if (encoding === 'windows-1252') {
    const character = (code: string) => FROM_0X80[code.charCodeAt(0) - 0x80] as string;
    return { decode: (part) => part.toString('latin1').replaceAll(/[\u0080-\u009f]/g, character), end: () => '' };
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: false });
  return { decode: (part) => decoder.decode(part, { stream: true }), end: () => decoder.decode() };
}
