import type { HttpResponse } from '@modelmonitor/http';

const [etagPrefix, timePrefix] = ['etag ', 'modified '];

/** What a response calls the state of its file: its ETag, or else the time of its last change; undefined where it has neither. */
export function revisionOf({ etag, 'last-modified': modified }: HttpResponse['headers']): string | undefined {
  if (isSendable(etag)) return etagPrefix + etag;
  return isSendable(modified) ? timePrefix + modified : undefined;
}

/** Whether it can be sent back: what cannot would make every later request fail. */
function isSendable(text: string | undefined): text is string {
  return text !== undefined && /^[\x20-\x7e]{1,1024}$/.test(text);
}

/** Headers of a request that is to be answered with 304 while the file has this revision. */
export function validators(revision: string | undefined): Readonly<Record<string, string>> {
  if (revision?.startsWith(etagPrefix) === true) return { 'If-None-Match': revision.slice(etagPrefix.length) };
  if (revision?.startsWith(timePrefix) === true) return { 'If-Modified-Since': revision.slice(timePrefix.length) };
  return {};
}
