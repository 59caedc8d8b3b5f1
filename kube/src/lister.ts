import { unreachable } from './apiError.ts';
import type { Clock } from './clock.ts';
import { ApiError, kindOf } from './errors.ts';
import type { RawList, RawObject } from './rawObject.ts';
import { createRest } from './rest.ts';
import type { Transport } from './transport.ts';
import { openWatch, type WatchEvent } from './watchEvents.ts';

/** What is listed or watched. */
export interface Selection {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Media types of a list and of a watch. */
  readonly accept: { readonly list: string; readonly watch: string };
  /** Objects of one page of a list: few enough that reading one does not hold up the event loop. */
  readonly pageSize: number;
  /** Manager whose applied fields are kept of `managedFields`. */
  readonly fieldsOf?: string | undefined;
}

/** Receives a list object by object, so that no more than a page is held. */
export interface Listing {
  /** The list starts, or starts again: objects taken before are void. */
  readonly begin: () => void;
  readonly take: (object: RawObject) => void;
  /** An object that was taken has been deleted meanwhile. */
  readonly drop: (object: RawObject) => void;
  readonly signal: AbortSignal;
}

/** Lists everything. @returns the resource version from which a watch continues */
export type Lister = (listing: Listing) => Promise<string>;

/**
 * Lists as a stream; page by page from an API server that does not support that, and once after every stream that failed, so that a fault of
 * streams alone costs one list at most.
 */
export function createLister(transport: Transport, selection: Selection, clock: Clock): Lister {
  let [refused, brokeOff] = [false, false];
  return async (listing) => {
    if (!refused && !brokeOff) {
      listing.begin();
      try {
        return await listStream(transport, selection, { ...listing, clock });
      } catch (error) {
        refused = kindOf(error) === 'refused';
        brokeOff = !refused;
        if (brokeOff) throw error;
      }
    }
    listing.begin();
    const version = await listPages(transport, selection, listing);
    brokeOff = false;
    return version;
  };
}

/**
 * Lists everything page by page, as of one moment.
 *
 * @returns the resource version from which a watch continues
 * @throws ApiError of kind `gone` when the list took so long that the API server no longer knows that moment
 */
export async function listPages(
  transport: Transport,
  { path, query, accept, pageSize, fieldsOf }: Selection,
  { take, signal }: Pick<Listing, 'take' | 'signal'>,
): Promise<string> {
  for (let next: string | undefined; ; ) {
    const page = { ...query, limit: String(pageSize), continue: next };
    const request = { method: 'GET', path, query: page, accept: accept.list, fieldsOf, signal } as const;
    const { metadata, items } = (await transport.request(request)) as RawList;
    for (const item of items ?? []) take(item);
    next = metadata.continue === '' ? undefined : metadata.continue;
    if (next === undefined) return metadata.resourceVersion;
  }
}

/** Longest silence, and longest duration of a whole list, in milliseconds: an ordinary watch would never end. */
const patience = { silence: 10_000, whole: 120_000 };

/** Annotation of the bookmark that follows the last existing object. */
const endAnnotation = 'k8s.io/initial-events-end';

const everything = { watch: '1', sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: 'true' };

/**
 * Lists everything as the start of a watch (WatchList, the default of Kubernetes since 1.34): the API server sends object after object from
 * its memory, then a bookmark.
 *
 * @returns the resource version from which a watch continues
 * @throws ApiError of kind `refused` when the API server does not support that
 */
export async function listStream(
  transport: Pick<Transport, 'stream'>,
  { path, query, accept, fieldsOf }: Selection,
  { take, drop, signal, clock }: Omit<Listing, 'begin'> & { readonly clock: Clock },
): Promise<string> {
  const over = new AbortController();
  const bounds = watchdog(clock, AbortSignal.any([signal, over.signal]));
  const request = { path, query: { ...query, ...everything }, accept: accept.watch, fieldsOf };
  try {
    const events = await openWatch(transport, { ...request, signal: AbortSignal.any([signal, bounds.exceeded]) });
    // An API server may send objects faster than they are parsed and taken.
    const rest = createRest(clock);
    for await (const event of events) {
      bounds.heard();
      if (event.type === 'ADDED' || event.type === 'MODIFIED') take(event.object);
      else if (event.type === 'DELETED') drop(event.object);
      else if (event.type === 'BOOKMARK') return endVersion(event);
      await rest();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
  throw unreachable(new Error('a list ended before its last object'));
}

function endVersion({ object: { metadata } }: WatchEvent): string {
  const { annotations, resourceVersion } = metadata;
  if (annotations?.[endAnnotation] === 'true' && resourceVersion !== undefined) return resourceVersion;
  // No other bookmark comes earlier, unless this is an ordinary watch.
  throw new ApiError('the API server does not mark the end of the existing objects', { kind: 'refused' });
}

/** Aborts a stream that is silent for too long or does not end; `heard` reports an event. */
function watchdog(clock: Clock, over: AbortSignal): { heard: () => void; exceeded: AbortSignal } {
  const controller = new AbortController();
  const startedAt = clock.monotonic();
  let heardAt = startedAt;
  const run = async () => {
    while (!over.aborted) {
      await clock.sleep(patience.silence / 4, over);
      const now = clock.monotonic();
      if (now - heardAt > patience.silence) controller.abort(new Error(`no object of a list arrived for ${patience.silence / 1000} s`));
      if (now - startedAt > patience.whole) controller.abort(new Error(`a list did not end within ${patience.whole / 1000} s`));
    }
  };
  void run();
  return {
    exceeded: controller.signal,
    heard: () => {
      heardAt = clock.monotonic();
    },
  };
}
