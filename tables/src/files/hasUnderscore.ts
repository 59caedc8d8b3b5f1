import { open } from 'node:fs/promises';

const READ_AT_ONCE = 1024 * 1024;

/** Whether there is an underscore in a CSV file below its header; it is looked at no further than that. */
export async function hasUnderscore(path: string, hasHeader: boolean): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
    let isFirst = hasHeader;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_AT_ONCE);
      if (bytesRead === 0) return false;
      const part = buffer.subarray(0, bytesRead);
      if (part.includes('_', isFirst ? part.indexOf('\n') + 1 : 0)) return true;
      isFirst = false;
    }
  } finally {
    await file.close();
  }
}
