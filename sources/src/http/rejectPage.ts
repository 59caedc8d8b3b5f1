import { SourceError } from '../errors.ts';
import type { Downloaded } from './download.ts';

/** @throws SourceError for a page of HTML with status 200, such as a login page: no model and no data is one */
export function rejectPage({ headers, body }: Downloaded, shown: string): void {
  const start = body.subarray(0, 512).toString('latin1').trimStart().slice(0, 20).toLowerCase();
  const isHtml =
    start.startsWith('<!doctype html') || start.startsWith('<html') || headers['content-type']?.startsWith('text/html') === true;
  if (!isHtml) return;
  throw new SourceError(
    `${shown}: expected a file, got a page of HTML, as servers send for a login; use an address of the file itself, with auth`,
  );
}

/** @throws SourceError for the pointer that Git has in place of a large file */
export function rejectPointer(bytes: Buffer, shown: string): void {
  if (!bytes.subarray(0, 64).toString('latin1').startsWith('version https://git-lfs.github.com/spec/')) return;
  throw new SourceError(
    `${shown}: expected a file, got the pointer that Git LFS has in its place; use the address that downloads it (/resolve/ instead of /raw/), or run git lfs pull`,
  );
}
