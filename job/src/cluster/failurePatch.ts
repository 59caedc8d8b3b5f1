import { failureAnnotation, type RunFailure } from '@modelmonitor/api/plain';
import type { ConfigMapPatch } from './configMapPatch.ts';

/** Longest message that is kept, in characters: all annotations of an object together take 256 KiB. */
const longestMessage = 1000;

/** The patch that says why a run came to no report; the report that lies there stays. */
export function failurePatch(message: string, time: Date): ConfigMapPatch {
  const cut = message.length <= longestMessage ? message : `${message.slice(0, longestMessage - 1)}…`;
  const failure: RunFailure = { time: time.toISOString(), message: cut };
  return { metadata: { annotations: { [failureAnnotation]: JSON.stringify(failure) } } };
}
