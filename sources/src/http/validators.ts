import type { HttpResponse } from '@modelmonitor/http';

const [etagPrefix, timePrefix] = ['etag ', 'modified '];

/** What a response calls the state of its file: its ETag, or else the time of its last change; undefined where it has neither. */
export function revisionOf({ etag, 'last-modified': modified }: HttpResponse['headers']): string | undefined {
  if (etag !== undefined && etag !== '') return etagPrefix + etag;
  return modified === undefined || modified === '' ? undefined : timePrefix + modified;
}

/** Headers of a request that is to be answered with 304 while the file has this revision. */
export function validators(revision: string | undefined): Readonly<Record<string, string>> {
  if (revision?.startsWith(etagPrefix) === true) return { 'If-None-Match': revision.slice(etagPrefix.length) };
  if (revision?.startsWith(timePrefix) === true) return { 'If-Modified-Since': revision.slice(timePrefix.length) };
  return {};
}
