import type { MonitorStatus } from '@modelmonitor/api';
import { isOlder } from '@modelmonitor/kube';
import type { MonitorItem } from '../caches/items.ts';

/** The status of each monitor as it was last written: the cache may be late. */
export interface StatusBook {
  latest(item: MonitorItem): MonitorStatus;
  wrote(item: MonitorItem, written: { status: MonitorStatus; resourceVersion: string }): void;
  /**
   * Whether a change is nothing but the echo of this process's own write, which is then no longer needed. A list may bring the echo and, in
   * the same object, an edit of which nothing else told.
   */
  isOwnEcho(item: MonitorItem): boolean;
  forget(key: string): void;
}

interface Written {
  readonly uid: string;
  readonly generation: number;
  readonly status: MonitorStatus;
  readonly resourceVersion: string;
}

export function createStatusBook(): StatusBook {
  const written = new Map<string, Written>();
  return {
    latest(item) {
      const last = written.get(item.key);
      return last?.uid === item.uid && isOlder(item.resourceVersion, last.resourceVersion) ? last.status : item.status;
    },
    wrote({ key, uid, generation }, { status, resourceVersion }) {
      written.set(key, { uid, generation, status, resourceVersion });
    },
    isOwnEcho({ key, uid, generation, resourceVersion }) {
      const last = written.get(key);
      const isEcho = last?.uid === uid && last.generation === generation && last.resourceVersion === resourceVersion;
      if (isEcho) written.delete(key);
      return isEcho;
    },
    forget: (key) => void written.delete(key),
  };
}
