import type { Clock } from './clock.ts';
import { type FieldSet, ownsAll } from './fieldSets.ts';
import type { Metadata, OwnerReference, RawObject } from './rawObject.ts';
import type { Stored } from './store.ts';

/** A write, and its purpose: the key of the owner of the object, and the owner's generation at that time. */
interface Write<Content> {
  /** What is written, such as its hash. */
  readonly content: Content;
  readonly owner: string;
  readonly ownerGeneration: number;
}

/** An object as a cache has it, as far as it shows whether another client changed it. */
export interface LiveObject extends Stored {
  readonly generation: number | undefined;
  readonly deleting: boolean;
  readonly owners: readonly OwnerReference[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** What was written last, as the object itself says: it outlives the process. */
  readonly applied?: string | undefined;
  /** The fields that this program's field manager still owns. */
  readonly fields?: FieldSet | undefined;
}

/**
 * - `current`: nothing to do
 * - `apply`: the object differs, or may differ, from the expected one
 * - `missing`: it does not exist, and was never written by this process: another owner may have it
 * - `pending`: written as expected, or being deleted; the cache will show it
 */
type Verdict = 'current' | 'apply' | 'missing' | 'pending';

/** The last write of this process to each object: the cache may be late, and an object that is as it was left needs no write. */
export interface OwnWrites<Content> {
  /**
   * Of an object that this process never wrote, an earlier process may have left what is expected: then it counts as written, for this owner.
   */
  verdict(key: string, expected: Write<Content> & { readonly object: RawObject }, live: LiveObject | undefined): Verdict;
  /** What was written, while the cache still has an older version; undefined otherwise. */
  newest(item: Stored): Content | undefined;
  /**
   * Writes, and remembers the write, unless the object is known to be gone when the response arrives: a watch may be faster.
   *
   * @param send returns the metadata of the object afterwards
   */
  write(key: string, write: Write<Content>, send: () => Promise<Metadata>): Promise<void>;
  /**
   * An object is gone; a newer one of the same name is not affected.
   *
   * @returns `short-lived` when this process wrote it a moment before: writing it again at once may go on for ever
   */
  forget(key: string, uid: string): 'short-lived' | 'lived';
  /**
   * Forgets what was written, or is being written, and is missing from a list: its watch may have missed that it came and went.
   *
   * @returns keys of the owners
   */
  forgetMissing(isMissing: (key: string) => boolean): string[];
  /**
   * Whether an object is as this process left it: the echo of its own write, and no news. After an edit of the owner it is news, since the
   * object may have to be deleted, and only objects in the cache can be.
   *
   * @param ownerGeneration of the owner now
   */
  isOwnEcho(item: Stored, ownerGeneration: number | undefined): boolean;
}

interface LastWrite<Content> extends Write<Content> {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number | undefined;
  /** Milliseconds of the monotonic clock. */
  readonly at: number;
}

/** What was learned while a write was under way. */
interface UnderWay {
  readonly owner: string;
  /** UIDs of objects that were deleted. */
  readonly gone: Set<string>;
  /** Whether a list lacked it. */
  missed: boolean;
}

/** An object that lasts less than this after it was written was not deleted by chance, in milliseconds. */
const shortLifeMilliseconds = 1000;

export function createOwnWrites<Content>({ monotonic }: Pick<Clock, 'monotonic'>): OwnWrites<Content> {
  const writes = new Map<string, LastWrite<Content>>();
  const underWay = new Map<string, UnderWay>();
  return {
    verdict(key, { object, ...write }, live) {
      const { content } = write;
      if (live !== undefined && !writes.has(key) && !underWay.has(key) && isAsApplied(live, { content, object })) {
        const { uid, resourceVersion, generation, applied = content } = live;
        const { owner, ownerGeneration } = write;
        // Long ago: it is not deleted right after its creation. Texts are those of the cache, and held once.
        const at = Number.NEGATIVE_INFINITY;
        writes.set(live.key, { content: applied as typeof content, owner, ownerGeneration, uid, resourceVersion, generation, at });
      }
      const last = writes.get(key);
      if (live === undefined) return last === undefined ? 'missing' : last.content === content ? 'pending' : 'apply';
      if (live.deleting) return 'pending';
      if (last?.content !== content || last.uid !== live.uid) return 'apply';
      if (isOlder(live.resourceVersion, last.resourceVersion)) return 'current';
      return mayDiffer(object, live, last) ? 'apply' : 'current';
    },
    newest({ key, uid, resourceVersion }) {
      const last = writes.get(key);
      return last?.uid === uid && isOlder(resourceVersion, last.resourceVersion) ? last.content : undefined;
    },
    async write(key, write, send) {
      const meanwhile: UnderWay = { owner: write.owner, gone: new Set(), missed: false };
      underWay.set(key, meanwhile);
      try {
        const { uid = '', resourceVersion = '', generation } = await send();
        if (meanwhile.missed || meanwhile.gone.has(uid)) return;
        const { content, owner, ownerGeneration } = write;
        writes.set(key, { content, owner, ownerGeneration, uid, resourceVersion, generation, at: monotonic() });
      } finally {
        underWay.delete(key);
      }
    },
    forget(key, uid) {
      const meanwhile = underWay.get(key);
      meanwhile?.gone.add(uid);
      const last = writes.get(key);
      if (last?.uid !== uid) return meanwhile === undefined ? 'lived' : 'short-lived';
      writes.delete(key);
      return monotonic() - last.at < shortLifeMilliseconds ? 'short-lived' : 'lived';
    },
    forgetMissing(isMissing) {
      const [written, started] = [missingOf(writes, isMissing), missingOf(underWay, isMissing)];
      for (const [key] of written) writes.delete(key);
      for (const [, meanwhile] of started) meanwhile.missed = true;
      return [...written, ...started].map(([, { owner }]) => owner);
    },
    isOwnEcho({ key, uid, resourceVersion }, ownerGeneration) {
      const last = writes.get(key);
      return last?.uid === uid && last.resourceVersion === resourceVersion && last.ownerGeneration === ownerGeneration;
    },
  };
}

/** The entries whose keys are missing. A copy of a hundred thousand, to filter it, would take long. */
function missingOf<Entry>(entries: ReadonlyMap<string, Entry>, isMissing: (key: string) => boolean): [string, Entry][] {
  const found: [string, Entry][] = [];
  for (const entry of entries) if (isMissing(entry[0])) found.push(entry);
  return found;
}

/** Whether a resource version is older than another of the same server: they are growing numbers. Of anything else the order is not known. */
export function isOlder(one: string, other: string): boolean {
  return /^\d+$/.test(one) && /^\d+$/.test(other) && (one.length < other.length || (one.length === other.length && one < other));
}

/**
 * Whether another client may have changed what is ours. A kind with a generation shows it by that and by its metadata, so that a status that
 * changes all the time causes no write; so does an object of which only the metadata is ours. Of any other the version shows it.
 */
function mayDiffer(object: RawObject, live: LiveObject, last: Pick<LastWrite<unknown>, 'generation' | 'resourceVersion'>): boolean {
  const onlyMetadata = Object.keys(object).every((name) => ['apiVersion', 'kind', 'metadata'].includes(name));
  if (live.generation === undefined && !onlyMetadata) return live.resourceVersion !== last.resourceVersion;
  return live.generation !== last.generation || !holds(live, object.metadata);
}

/**
 * Whether an object is as an earlier process left it: it names what was applied, and no other manager took a field of it since. The name alone
 * would say nothing of what others changed, the fields nothing of values that are expected now.
 */
function isAsApplied(live: LiveObject, { content, object }: { readonly content: unknown; readonly object: RawObject }): boolean {
  return (
    live.applied !== undefined &&
    live.applied === content &&
    live.fields !== undefined &&
    ownsAll(live.fields, object) &&
    holds(live, object.metadata)
  );
}

function holds(live: LiveObject, { labels = {}, annotations = {}, ownerReferences = [] }: Metadata): boolean {
  return (
    includes(live.labels, labels) &&
    includes(live.annotations, annotations) &&
    ownerReferences.every(({ uid, controller }) => live.owners.some((owner) => owner.uid === uid && owner.controller === controller))
  );
}

function includes(all: Readonly<Record<string, string>>, some: Readonly<Record<string, string>>): boolean {
  return Object.entries(some).every(([name, value]) => all[name] === value);
}
