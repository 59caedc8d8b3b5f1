/** Time for commands. */
export interface Clock {
  /** Time of day. */
  now(): Date;
  /** Milliseconds since a fixed moment; never jumps. */
  monotonicMilliseconds(): number;
  /** Resolves after the given time, or as soon as the signal aborts; never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The parts of a clock; `globalThis` has them all. */
export interface ClockParts {
  readonly Date: new () => Date;
  readonly performance: { now(): number };
  readonly setTimeout: (callback: () => void, milliseconds: number) => NodeJS.Timeout;
  readonly clearTimeout: (timer: NodeJS.Timeout) => void;
}

export function clockFrom(parts: ClockParts): Clock {
  return {
    now: () => new parts.Date(),
    monotonicMilliseconds: () => parts.performance.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const finish = () => {
          parts.clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const timer = parts.setTimeout(finish, milliseconds);
        signal?.addEventListener('abort', finish);
      }),
  };
}
