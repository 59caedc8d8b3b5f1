import { createHash } from 'node:crypto';
import { canonicalJson } from '@modelmonitor/api';
import type { Clock } from '@modelmonitor/kube';
import { isOlder } from '@modelmonitor/kube';
import type { Child, Metadata } from '@modelmonitor/render';
import type { ChildItem } from '../caches/items.ts';

/** The monitor that an object is written for: its key, and its generation then. */
export interface WrittenFor {
  readonly monitor: string;
  readonly monitorGeneration: number;
}

/** What the operator knows of its own last write to an object. */
interface LastWrite extends WrittenFor {
  readonly hash: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number | undefined;
  /** When, by a clock that never jumps, in milliseconds. */
  readonly at: number;
}

/**
 * - `current`: nothing to do
 * - `apply`: what is there is not, or may not be, what is wanted
 * - `missing`: not there, and never written by this process: it may be somebody else's
 * - `pending`: written as it is wanted, or going away; the cache will tell
 */
type Verdict = 'current' | 'apply' | 'missing' | 'pending';

/** Remembers what was written, so that what is as it was left is not written again. */
export interface Applied {
  verdict(key: string, wanted: { hash: string; child: Child }, live: ChildItem | undefined): Verdict;
  /**
   * Writes, and remembers what was written: unless it is known to be gone by the time the answer is here, which a watch may tell sooner.
   *
   * @param send gives the metadata there is now
   */
  write(key: string, wanted: WrittenFor & { hash: string }, send: () => Promise<Metadata>): Promise<void>;
  /**
   * An object is gone; one that was made anew under its name is not meant.
   *
   * @returns whether this process had written it a moment before: who makes it again at once may do so over and over
   */
  forget(key: string, uid: string): 'short-lived' | 'lived';
  /**
   * Forgets what was written, or is being written, and is not there: whoever lists everything may have missed that it came and went.
   *
   * @returns keys of the monitors it belonged to
   */
  forgetMissing(isMissing: (key: string) => boolean): string[];
  /**
   * Whether an object is as this process left it, and of no news: the echo of its own write. An edit of the monitor meanwhile may have made it
   * one that is no longer wanted, which only who knows that it is there can delete.
   *
   * @param generation of its monitor now
   */
  isOwnEcho(item: ChildItem, generation: number | undefined): boolean;
}

/** What became known while a write was under way. */
interface UnderWay extends Pick<WrittenFor, 'monitor'> {
  /** UIDs of objects that went. */
  readonly gone: Set<string>;
  /** Whether a list came in that did not have it. */
  missed: boolean;
}

/** What does not last so long after it was written was not deleted by chance, in milliseconds. */
const shortLifeMilliseconds = 1000;

export function createApplied({ monotonic }: Pick<Clock, 'monotonic'>): Applied {
  const writes = new Map<string, LastWrite>();
  const underWay = new Map<string, UnderWay>();
  return {
    verdict(key, { hash, child }, live) {
      const last = writes.get(key);
      if (live === undefined) return last === undefined ? 'missing' : last.hash === hash ? 'pending' : 'apply';
      if (live.deleting) return 'pending';
      if (last?.hash !== hash || last.uid !== live.uid) return 'apply';
      if (isOlder(live.resourceVersion, last.resourceVersion)) return 'current';
      return isTouched(child, { live, last }) ? 'apply' : 'current';
    },
    async write(key, { hash, monitor, monitorGeneration }, send) {
      const meanwhile: UnderWay = { monitor, gone: new Set(), missed: false };
      underWay.set(key, meanwhile);
      try {
        const { uid = '', resourceVersion = '', generation } = await send();
        if (meanwhile.missed || meanwhile.gone.has(uid)) return;
        writes.set(key, { hash, monitor, monitorGeneration, uid, resourceVersion, generation, at: monotonic() });
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
      const written = [...writes].filter(([key]) => isMissing(key));
      const begun = [...underWay].filter(([key]) => isMissing(key));
      for (const [key] of written) writes.delete(key);
      for (const [, meanwhile] of begun) meanwhile.missed = true;
      return [...written, ...begun].map(([, { monitor }]) => monitor);
    },
    isOwnEcho({ key, uid, resourceVersion }, generation) {
      const last = writes.get(key);
      return last?.uid === uid && last.resourceVersion === resourceVersion && last.monitorGeneration === generation;
    },
  };
}

/** Digest of an object as it is wanted. */
export function hashOf(object: unknown): string {
  return createHash('sha256').update(canonicalJson(object)).digest('base64url');
}

/**
 * Whether somebody else may have changed what is ours. A kind with a generation tells by it and by its metadata, so that a status that
 * changes all the time is no reason to write; so does an object of which only the metadata is ours. Of any other the version tells.
 */
function isTouched({ object }: Child, { live, last }: { live: ChildItem; last: LastWrite }): boolean {
  const onlyMetadata = Object.keys(object).every((name) => ['apiVersion', 'kind', 'metadata'].includes(name));
  if (live.generation === undefined && !onlyMetadata) return live.resourceVersion !== last.resourceVersion;
  return live.generation !== last.generation || !holds(object.metadata, live);
}

function holds({ labels = {}, annotations = {}, ownerReferences = [] }: Metadata, live: ChildItem): boolean {
  return (
    within(labels, live.labels) &&
    within(annotations, live.annotations) &&
    ownerReferences.every(({ uid, controller }) => live.owners.some((owner) => owner.uid === uid && owner.controller === controller))
  );
}

function within(wanted: Readonly<Record<string, string>>, there: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => there[name] === value);
}
