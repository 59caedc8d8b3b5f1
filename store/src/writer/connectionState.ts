import type { StoreLog } from '../client/storeClientOptions.ts';
import type { WriterEvent } from './writerEvents.ts';

/** Whether the store is reached. It is logged when that changes, not at every attempt. */
export interface ConnectionState {
  readonly isDown: boolean;
  succeed(): void;
  /** @returns attempts that failed one after another */
  fail(error: unknown): number;
}

export interface ConnectionStateOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: StoreLog;
  readonly report: (event: WriterEvent) => void;
}

export function createConnectionState({ now, log, report }: ConnectionStateOptions): ConnectionState {
  let failures = 0;
  let downSince = 0;
  return {
    get isDown() {
      return failures > 0;
    },
    succeed() {
      if (failures > 0) log('info', 'the store of predictions is reached again', { seconds: Math.round((now() - downSince) / 1000) });
      failures = 0;
      report({ type: 'status', isConnected: true, reason: undefined, time: now() });
    },
    fail(error) {
      const reason = (error as Error).message;
      if (failures === 0) {
        downSince = now();
        log('error', 'the store of predictions cannot be reached; predictions continue and rows wait', { reason });
      }
      failures++;
      report({ type: 'status', isConnected: false, reason, time: now() });
      return failures;
    },
  };
}
