import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { ApiError, kindOf } from './errors.ts';
import { createLister, type Lister, type Selection } from './lister.ts';
import type { Log } from './log.ts';
import type { RawObject } from './rawObject.ts';
import type { Store, Stored } from './store.ts';
import type { Transport } from './transport.ts';
import type { Turns } from './turns.ts';
import { openWatch, type WatchEvent } from './watchEvents.ts';

/** Keeps a store like the API server's state of a kind: lists, watches, and lists again whenever it may have missed something. */
export interface Reflector {
  /** Whether everything was listed once. */
  readonly synced: () => boolean;
  /** When the API server was last heard, in milliseconds of the monotonic clock. */
  readonly lastSeen: () => number;
  /** Ends the watch; resolves when it has ended. */
  stop(): Promise<void>;
}

/** Counts lists and watches by how they ended. */
interface ReflectorMeter {
  listed(outcome: 'done' | 'failed'): void;
  watched(outcome: 'ended' | 'silent' | 'gone' | 'failed'): void;
}

export interface ReflectorOptions<Item extends Stored> {
  /** Name for the log. */
  readonly kind: string;
  readonly selection: Selection;
  /** What is kept of an object. */
  readonly keep: (object: RawObject) => Item;
  readonly store: Store<Item>;
  /** Which objects of the store this reflector keeps. */
  readonly within: (item: Item) => boolean;
  readonly transport: Transport;
  /** Shared by all reflectors: limits the number of lists at the same time. */
  readonly turns: Turns;
  readonly clock: Clock;
  readonly random: () => number;
  readonly meter: ReflectorMeter;
  readonly log: Log;
  /** Called when the API server responds again after failures. */
  readonly onRecovered: () => void;
  /** Called after a list. */
  readonly onListed?: () => void;
  /** Called after a refusal such as 403. */
  readonly onRefused?: (error: ApiError) => void;
}

/** Shortest and longest life of a watch, in seconds. A new watch costs next to nothing, and a dead one is noticed soon after its end. */
const watchSeconds = { least: 25, most: 40 };

/** How long after the requested end of a watch its connection counts as dead, in milliseconds. */
const graceMilliseconds = 5000;

/** Interval of complete lists, in milliseconds: a safety net, since changes come by the watch. */
const relistMilliseconds = 30 * 60_000;

const pause = { firstMilliseconds: 200, mostMilliseconds: 10_000 };

/** Life of a watch after which its failure does not count as one in a row, in milliseconds. */
const steadyMilliseconds = 5000;

export function startReflector<Item extends Stored>(options: ReflectorOptions<Item>): Reflector {
  const { transport, selection, clock, random } = options;
  const controller = new AbortController();
  const lister = createLister(transport, selection, clock);
  const progress: Progress = {
    lister,
    version: undefined,
    relistAt: 0,
    synced: false,
    lastSeen: clock.monotonic(),
    failures: 0,
    cutOff: false,
  };
  const run = async () => {
    while (!controller.signal.aborted) {
      try {
        if (progress.version === undefined || clock.monotonic() >= progress.relistAt) await list(options, progress, controller.signal);
        await watch(options, progress, controller.signal);
      } catch (error) {
        if (!controller.signal.aborted) await handleFailure(error, options, { progress, signal: controller.signal, random: random() });
      }
    }
  };
  const running = run();
  return {
    synced: () => progress.synced,
    lastSeen: () => progress.lastSeen,
    async stop() {
      controller.abort();
      await running;
    },
  };
}

/** State of a reflector. */
interface Progress {
  readonly lister: Lister;
  /** Resource version from which the next watch continues; undefined when everything has to be listed first. */
  version: string | undefined;
  relistAt: number;
  synced: boolean;
  lastSeen: number;
  /** Failures in a row, without an event between them. */
  failures: number;
  /** Whether the last request failed. */
  cutOff: boolean;
}

function markHeard<Item extends Stored>({ clock, onRecovered }: ReflectorOptions<Item>, progress: Progress): void {
  progress.lastSeen = clock.monotonic();
  if (progress.cutOff) onRecovered();
  progress.cutOff = false;
}

async function handleFailure<Item extends Stored>(
  error: unknown,
  { clock, kind, log, onRefused }: ReflectorOptions<Item>,
  { progress, signal, random }: { progress: Progress; signal: AbortSignal; random: number },
): Promise<void> {
  const known = error instanceof ApiError ? error : undefined;
  // Only after a lost connection or an error of the server itself is it certain that nothing was missed.
  if (known === undefined || known.kind === 'gone' || known.kind === 'refused') progress.version = undefined;
  if (known?.kind === 'forbidden') {
    // The API server was heard: another process would hear the same.
    progress.lastSeen = clock.monotonic();
    onRefused?.(known);
  }
  progress.cutOff = known?.kind !== 'gone';
  progress.failures++;
  if (known?.kind === 'gone' && progress.failures === 1) return;
  log('warn', `${kind}: the cache may be out of date`, { reason: (error as Error).message, failures: progress.failures });
  await clock.sleep(Math.max((known?.retryAfterSeconds ?? 0) * 1000, backoff(pause, progress.failures, random)), signal);
}

async function list<Item extends Stored>(options: ReflectorOptions<Item>, progress: Progress, signal: AbortSignal): Promise<void> {
  const { turns, keep, store, within, meter, clock, random, onListed } = options;
  const keys = new Set<string>();
  const begin = () => keys.clear();
  // One by one, so that the event loop is not held up; what was deleted is known at the end.
  const take = (object: RawObject) => {
    const item = keep(object);
    keys.add(item.key);
    store.put(item);
  };
  const drop = (object: RawObject) => {
    const { key } = keep(object);
    keys.delete(key);
    store.remove(key);
  };
  try {
    progress.version = await turns.take(() => progress.lister({ begin, take, drop, signal }));
  } catch (error) {
    meter.listed('failed');
    throw error;
  }
  meter.listed('done');
  store.keepOnly(keys, within);
  markHeard(options, progress);
  progress.relistAt = clock.monotonic() + relistMilliseconds * (0.8 + 0.4 * random());
  progress.synced = true;
  onListed?.();
}

/** One watch, from the known version to its requested end. */
async function watch<Item extends Stored>(options: ReflectorOptions<Item>, progress: Progress, signal: AbortSignal): Promise<void> {
  const { clock, random, meter } = options;
  const seconds = Math.round(watchSeconds.least + (watchSeconds.most - watchSeconds.least) * random());
  const startedAt = clock.monotonic();
  const [silent, over] = [new AbortController(), new AbortController()];
  void clock.sleep(seconds * 1000 + graceMilliseconds, AbortSignal.any([signal, over.signal])).then(() => silent.abort());
  try {
    await follow(options, progress, { seconds, signal: AbortSignal.any([signal, silent.signal]) });
    meter.watched('ended');
    progress.failures = 0;
  } catch (error) {
    signal.throwIfAborted();
    if (clock.monotonic() - startedAt >= steadyMilliseconds) progress.failures = 0;
    const dead = silent.signal.aborted;
    meter.watched(dead ? 'silent' : kindOf(error) === 'gone' ? 'gone' : 'failed');
    if (!dead) throw error;
  } finally {
    over.abort();
  }
  // A server that ends every watch at once is not flooded with requests.
  if (clock.monotonic() - startedAt < 1000) await clock.sleep(500 + 500 * random(), signal);
}

async function follow<Item extends Stored>(
  options: ReflectorOptions<Item>,
  progress: Progress,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<void> {
  const { path, query, accept, fieldsOf } = options.selection;
  const following = { watch: '1', allowWatchBookmarks: 'true', timeoutSeconds: String(seconds), resourceVersion: progress.version };
  const events = await openWatch(options.transport, { path, query: { ...query, ...following }, accept: accept.watch, fieldsOf, signal });
  markHeard(options, progress);
  for await (const event of events) {
    markHeard(options, progress);
    progress.failures = 0;
    take(options, event);
    progress.version = event.object.metadata.resourceVersion ?? progress.version;
  }
}

function take<Item extends Stored>({ keep, store }: ReflectorOptions<Item>, { type, object }: WatchEvent): void {
  if (type === 'ADDED' || type === 'MODIFIED') store.put(keep(object));
  else if (type === 'DELETED') store.remove(keep(object).key);
}
