import type { BodyBudget } from './http/bodyBudget.ts';
import type { LogRecord } from './log/logRecord.ts';

/** Clock, randomness and process as parameters: only an entry point creates them from the real ones. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Resolves after this number of milliseconds, or immediately when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly randomBytes: (count: number) => Buffer;
  /** Runs a task repeatedly until stopped; a task that is slower than the interval is not started twice. */
  readonly every: (milliseconds: number, task: () => Promise<void>) => { stop(): void };
  /** Runs a task after the current one, off the request path. */
  readonly later: (task: () => Promise<void>) => void;
  /** Lets everything that waits run before the caller goes on. */
  readonly turn: () => Promise<void>;
  /** The Node executable, for child processes. */
  readonly execPath: string;
  readonly writeLog: (record: LogRecord) => void;
  /** What the bodies of all requests to the process hold together. */
  readonly bodies: BodyBudget;
}
