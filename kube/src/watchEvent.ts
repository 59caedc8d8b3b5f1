import { streamError } from './apiError.ts';
import type { RawObject } from './rawObject.ts';
import { withoutManagedFields } from './withoutManagedFields.ts';

/** What a line of a watch tells. */
export interface WatchEvent {
  /** ADDED, MODIFIED, DELETED or BOOKMARK. */
  readonly type: string;
  readonly object: RawObject;
}

/**
 * Reads a line of a watch.
 *
 * @throws ApiError that an ERROR tells of
 * @throws SyntaxError when it is no JSON
 */
export function watchEvent(line: string): WatchEvent {
  const event = JSON.parse(withoutManagedFields(line)) as WatchEvent;
  if (event.type === 'ERROR') throw streamError(event.object);
  return event;
}
