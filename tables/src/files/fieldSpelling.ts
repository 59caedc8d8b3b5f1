import { open } from 'node:fs/promises';

const READ_AT_ONCE = 1024 * 1024;

/** A field that begins with a zero and a digit, or a number written as 1. or 1.0 or 1e3. */
const ODD_SPELLING = /[\n\r,;\t|"' ][+-]?0\d|\d\.0*[\n\r,;\t|"' ]|\d[eE]/;

/** How the fields of a CSV file are written below its header; it takes less time to look than the casts and queries that it saves. */
export interface FieldSpelling {
  /** Whether there is an underscore; it is looked at no further than that. */
  readonly hasUnderscore: boolean;
  /** Whether every whole number in the first mebibyte is written in plain digits, so that its text says no more than its number. */
  readonly isPlainlySpelled: boolean;
}

/** Looks at the bytes of a CSV file. */
export async function fieldSpelling(path: string, hasHeader: boolean): Promise<FieldSpelling> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
    let isPlainlySpelled: boolean | undefined;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_AT_ONCE);
      const part = buffer.subarray(0, bytesRead);
      const isFirst = isPlainlySpelled === undefined;
      const start = isFirst && hasHeader ? part.indexOf('\n') + 1 : 0;
      isPlainlySpelled ??= !ODD_SPELLING.test(`\n${part.toString('latin1', start)}\n`);
      if (bytesRead === 0) return { hasUnderscore: false, isPlainlySpelled };
      if (part.includes('_', start)) return { hasUnderscore: true, isPlainlySpelled };
    }
  } finally {
    await file.close();
  }
}
