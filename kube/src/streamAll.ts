import { brokenStream, unreachable } from './apiError.ts';
import type { Clock } from './clock.ts';
import { ApiError } from './errors.ts';
import { linesOf } from './linesOf.ts';
import type { Selection } from './listAll.ts';
import type { Listing } from './lister.ts';
import type { RawObject } from './rawObject.ts';
import type { Transport } from './transport.ts';
import { watchEvent } from './watchEvent.ts';

interface StreamAllOptions extends Pick<Listing, 'take' | 'drop' | 'signal'> {
  readonly clock: Clock;
}

/** Longest that nothing may come, and longest it may take altogether, in milliseconds: who sends an ordinary watch would go on for ever. */
const patience = { silence: 10_000, whole: 120_000 };

/** Longest that others wait on the event loop for objects to be taken, in milliseconds: an API server may send them faster than that. */
const sliceMilliseconds = 2;

/** Annotation of the bookmark behind the last of the objects there were. */
const endAnnotation = 'k8s.io/initial-events-end';

const everything = { watch: '1', sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: 'true' };

/**
 * Lists everything as the beginning of a watch (WatchList, which Kubernetes does by default since 1.34): the API server sends object after
 * object out of its memory, and says where those end that there were.
 *
 * @returns the resource version a watch goes on from
 * @throws ApiError of kind `refused` when the API server does not do that
 */
export async function streamAll(transport: Transport, { path, query, accept }: Selection, options: StreamAllOptions): Promise<string> {
  const { signal, clock } = options;
  const over = new AbortController();
  const bounds = bounded(clock, AbortSignal.any([signal, over.signal]));
  const request = { method: 'GET', path, query: { ...query, ...everything }, accept: accept.watch } as const;
  try {
    const stream = await transport.stream({ ...request, signal: AbortSignal.any([signal, bounds.exceeded]) });
    let worked = 0;
    for await (const line of linesOf(stream)) {
      const at = bounds.heard();
      const version = taken(line, options);
      if (version !== undefined) return version;
      worked += clock.monotonic() - at;
      if (worked < sliceMilliseconds) continue;
      await clock.sleep(0, signal);
      worked = 0;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw brokenStream(error, bounds.exceeded.aborted ? bounds.exceeded.reason : error);
  } finally {
    over.abort();
  }
  throw unreachable(new Error('a list ended before its end'));
}

/** @returns the resource version when that was the last one */
function taken(line: string, { take, drop }: StreamAllOptions): string | undefined {
  const { type, object } = watchEvent(line);
  if (type === 'ADDED' || type === 'MODIFIED') take(object);
  else if (type === 'DELETED') drop(object);
  else if (type === 'BOOKMARK') return endOf(object);
  return undefined;
}

function endOf({ metadata: { annotations, resourceVersion } }: RawObject): string {
  if (annotations?.[endAnnotation] === 'true' && resourceVersion !== undefined) return resourceVersion;
  // Before that one there is no other, unless this is an ordinary watch.
  throw new ApiError('the API server does not say where the objects end that there are', { kind: 'refused' });
}

/** Tells when a stream says nothing for too long, or does not come to its end; `heard` says that it does, and what time it is. */
function bounded(clock: Clock, over: AbortSignal): { heard: () => number; exceeded: AbortSignal } {
  const controller = new AbortController();
  const began = clock.monotonic();
  let heardAt = began;
  const run = async () => {
    while (!over.aborted) {
      await clock.sleep(patience.silence / 4, over);
      const now = clock.monotonic();
      if (now - heardAt > patience.silence) controller.abort(new Error(`a list stood still for ${patience.silence / 1000} s`));
      if (now - began > patience.whole) controller.abort(new Error(`a list had no end within ${patience.whole / 1000} s`));
    }
  };
  void run();
  return {
    exceeded: controller.signal,
    heard: () => {
      heardAt = clock.monotonic();
      return heardAt;
    },
  };
}
