import { RemoteError } from './remoteError.ts';

/** Failures in a row after which no call is sent. */
const mostFailures = 5;

/** Pause before a call is tried again, at first and at most, in milliseconds. */
const [firstPause, longestPause] = [500, 10_000];

/** Milliseconds without a response, while calls wait for one, after which the server is checked. */
const silence = 500;

export interface CircuitBreaker {
  readonly isOpen: () => boolean;
  /** To be called before a call. @throws RemoteError while no call is sent */
  admit(): void;
  recordSuccess(): void;
  /** @param isDown whether nothing listens there: further calls would fail too */
  recordFailure(isDown: boolean): void;
}

export interface CircuitBreakerOptions {
  /** Name of the server, for messages. */
  readonly server: string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Calls that wait for a response. */
  readonly waiting: () => number;
  /** Whether the server is well, soon; undefined where it has no path for that. */
  readonly check: (() => Promise<boolean>) | undefined;
}

/**
 * Stops calls to a server that does not answer, so that requests fail at once instead of after their deadline: after failures in a row, when
 * nothing listens, or when it is silent and does not answer a check of its health. After a pause one call is let through.
 */
export function circuitBreaker({ server, now, waiting, check }: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0;
  let pause = firstPause;
  let openUntil: number | undefined;
  let isTrying = false;
  let lastResponse = now();
  let isChecking = false;
  const open = () => {
    if (openUntil !== undefined) pause = Math.min(longestPause, pause * 2);
    openUntil = now() + pause;
    isTrying = false;
  };
  const checkSilence = () => {
    if (waiting() === 0) lastResponse = now();
    if (check === undefined || isChecking || openUntil !== undefined || now() - lastResponse < silence) return;
    isChecking = true;
    void check().then((isWell) => {
      isChecking = false;
      lastResponse = now();
      if (!isWell && openUntil === undefined) open();
    });
  };
  return {
    isOpen: () => openUntil !== undefined,
    admit() {
      checkSilence();
      if (openUntil === undefined) return;
      if (now() >= openUntil && !isTrying) {
        isTrying = true;
        return;
      }
      const seconds = Math.max(1, Math.ceil((openUntil - now()) / 1000));
      throw new RemoteError(`${server} does not answer`, { kind: 'unavailable', retryAfterSeconds: seconds });
    },
    recordSuccess() {
      failures = 0;
      pause = firstPause;
      openUntil = undefined;
      isTrying = false;
      lastResponse = now();
    },
    recordFailure(isDown) {
      failures++;
      // A call that started before the server went away says nothing new.
      const isNews = openUntil === undefined || isTrying;
      if (isNews && (isDown || failures >= mostFailures || isTrying)) open();
    },
  };
}
