import type { MonitorStatus } from '@modelmonitor/api';
import type { MonitorItem } from '../caches/items.ts';
import { isOlder } from '../client/isOlder.ts';

/** The status of each monitor as it was last written: the cache may be late. */
export interface StatusBook {
  latest(item: MonitorItem): MonitorStatus;
  wrote(item: MonitorItem, written: { status: MonitorStatus; resourceVersion: string }): void;
  /** Whether a change is the echo of this process's own write, which is then no longer needed. */
  isOwnEcho(item: MonitorItem): boolean;
  forget(key: string): void;
}

export function createStatusBook(): StatusBook {
  const written = new Map<string, { uid: string; status: MonitorStatus; resourceVersion: string }>();
  return {
    latest(item) {
      const last = written.get(item.key);
      return last?.uid === item.uid && isOlder(item.resourceVersion, last.resourceVersion) ? last.status : item.status;
    },
    wrote({ key, uid }, { status, resourceVersion }) {
      written.set(key, { uid, status, resourceVersion });
    },
    isOwnEcho({ key, uid, resourceVersion }) {
      const last = written.get(key);
      const isEcho = last?.uid === uid && last.resourceVersion === resourceVersion;
      if (isEcho) written.delete(key);
      return isEcho;
    },
    forget: (key) => void written.delete(key),
  };
}
