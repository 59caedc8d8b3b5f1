/** Time as commands see it. */
export interface Clock {
  /** Time of day. */
  now(): Date;
  /** Milliseconds since some fixed moment; never jumps. */
  monotonicMilliseconds(): number;
  /** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** What a clock is made of; `globalThis` has it all. */
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
        const done = () => {
          parts.clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = parts.setTimeout(done, milliseconds);
        signal?.addEventListener('abort', done);
      }),
  };
}
