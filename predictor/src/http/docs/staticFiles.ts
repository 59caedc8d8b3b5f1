import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Router } from '@koa/router';

/** A served file: only listed files are read. */
export interface StaticFile {
  /** Path of the request. */
  readonly route: string;
  /** Path on disk. */
  readonly path: string;
  /** Content type, or a file extension. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves each file under its route: read on the first request, then kept, and revalidated by its ETag. */
export function staticFiles(router: Router, files: readonly StaticFile[]): void {
  for (const { route, path, type, headers = {} } of files) {
    const contents = readOnce(path);
    router.get(route, async (context) => {
      const { bytes, etag } = await contents();
      context.set({ ETag: etag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...headers });
      context.status = 200;
      if (context.fresh) {
        context.status = 304;
        return;
      }
      context.type = type;
      context.body = bytes;
    });
  }
}

interface Contents {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** A file's contents, kept once they could be read; a failure is not kept. */
function readOnce(path: string): () => Promise<Contents> {
  let reading: Promise<Contents> | undefined;
  return () => {
    reading ??= readFile(path).then(
      (bytes) => ({ bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }),
      (error: unknown) => {
        reading = undefined;
        throw error;
      },
    );
    return reading;
  };
}
