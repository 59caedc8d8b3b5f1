import { type StoreClient, StoreUnavailable } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';

/** How often rows are redacted again, in milliseconds: other processes may write some, and the store may have been unavailable. */
const redactMilliseconds = 10_000;

export interface KeepRedactedOptions {
  readonly client: () => Pick<StoreClient, 'redact'> | undefined;
  readonly environment: Pick<Environment, 'every'>;
  readonly log: Log;
}

/** Removes values of redacted features from the store. */
export interface KeptRedaction {
  /** Redacts features from now on. Rows recorded later are written after it. */
  use(features: readonly string[]): void;
  stop(): void;
}

export function keepRedacted({ client, environment, log }: KeepRedactedOptions): KeptRedaction {
  let features: readonly string[] = [];
  let running = 0;
  let reported = '';
  const redact = async () => {
    running++;
    try {
      const rows = (await client()?.redact(features)) ?? 0;
      if (rows > 0) log('info', 'values of redacted features were removed from stored rows', { rows });
      reported = '';
    } catch (error) {
      const reason = (error as Error).message;
      if (reason !== reported)
        log(error instanceof StoreUnavailable ? 'warn' : 'error', 'redacted values are not removed from the store yet', { reason });
      reported = reason;
    }
    running--;
  };
  const timer = environment.every(redactMilliseconds, async () => {
    if (features.length > 0 && running === 0) await redact();
  });
  return {
    use(next) {
      const isDue = next.length > 0 || features.length > 0;
      features = next;
      if (isDue) void redact();
    },
    stop: () => timer.stop(),
  };
}
