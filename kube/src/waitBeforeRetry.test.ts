import { ApiError, type ApiErrorOptions } from './errors.ts';
import { waitBeforeRetry } from './waitBeforeRetry.ts';

const error = (options: ApiErrorOptions) => new ApiError('no', options);
const throttled = { kind: 'throttled', status: 429 } as const;

test.each<{ what: string; error: unknown; repeatable?: boolean; tries?: number; wait: number | undefined }>([
  { what: 'a lost response', error: error({ kind: 'unreachable' }), wait: 50 },
  { what: 'a lost response, the third time', error: error({ kind: 'unreachable' }), tries: 3, wait: 200 },
  { what: 'a lost response, the fourth time', error: error({ kind: 'unreachable' }), tries: 4, wait: undefined },
  {
    what: 'a lost response to a request that must not be repeated',
    error: error({ kind: 'unreachable' }),
    repeatable: false,
    wait: undefined,
  },
  { what: 'a server error', error: error({ kind: 'server', status: 500 }), wait: 50 },
  { what: 'a server error of a request that must not be repeated', error: error({ kind: 'server' }), repeatable: false, wait: undefined },
  { what: 'too many requests', error: error(throttled), wait: 50 },
  // It was not processed.
  { what: 'too many requests, for one that must not be repeated', error: error(throttled), repeatable: false, wait: 50 },
  { what: 'a Retry-After of three seconds', error: error({ ...throttled, retryAfterSeconds: 3 }), wait: 3000 },
  { what: 'a Retry-After of a minute', error: error({ ...throttled, retryAfterSeconds: 60 }), wait: undefined },
  { what: 'credentials that are refused', error: error({ kind: 'forbidden', status: 401 }), wait: 0 },
  { what: 'credentials that are refused again', error: error({ kind: 'forbidden', status: 401 }), tries: 2, wait: undefined },
  { what: 'a missing permission', error: error({ kind: 'forbidden', status: 403 }), wait: undefined },
  { what: 'a conflict', error: error({ kind: 'conflict', status: 409 }), wait: undefined },
  { what: 'an invalid request', error: error({ kind: 'refused', status: 422 }), wait: undefined },
  { what: 'an error of another kind', error: new Error('no'), wait: undefined },
])('$what: again after $wait ms', ({ error: reason, repeatable = true, tries = 1, wait }) => {
  expect(waitBeforeRetry(reason, { repeatable, tries, random: 0 })).toBe(wait);
});

test('requests with the same Retry-After are not repeated at the same moment', () => {
  const throttledError = error({ ...throttled, retryAfterSeconds: 4 });
  const waits = [0, 0.5, 0.999].map((random) => waitBeforeRetry(throttledError, { repeatable: true, tries: 1, random }));
  expect(waits).toEqual([4000, 4500, expect.closeTo(4999)]);
});
