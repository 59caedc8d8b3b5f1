import { open } from 'node:fs/promises';

const BYTES_LOOKED_AT = 1024 * 1024;

/** A field that begins with a zero and a digit, or a number written as 1. or 1.0 or 1e3. */
const ODD_SPELLING = /[\n\r,;\t|"' ][+-]?0\d|\d\.0*[\n\r,;\t|"' ]|\d[eE]/;

/**
 * Whether every whole number in the first mebibyte of a CSV file is written in plain digits, so that its text says no more than its number.
 * The time it takes is less than that of the query that it saves.
 */
export async function isPlainlySpelled(path: string, hasHeader: boolean): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(BYTES_LOOKED_AT);
    const { bytesRead } = await file.read(buffer, 0, BYTES_LOOKED_AT);
    const text = buffer.toString('latin1', hasHeader ? Math.max(0, buffer.subarray(0, bytesRead).indexOf('\n')) : 0, bytesRead);
    return !ODD_SPELLING.test(`\n${text}\n`);
  } finally {
    await file.close();
  }
}
