import { ApiError, type ApiErrorOptions } from './errors.ts';
import { waitBeforeRetry } from './waitBeforeRetry.ts';

const error = (options: ApiErrorOptions) => new ApiError('no', options);
const throttled = { kind: 'throttled', status: 429 } as const;

test.each<{ what: string; error: unknown; repeatable?: boolean; tries?: number; wait: number | undefined }>([
  { what: 'a lost answer', error: error({ kind: 'unreachable' }), wait: 50 },
  { what: 'a lost answer, the third time', error: error({ kind: 'unreachable' }), tries: 3, wait: 200 },
  { what: 'a lost answer, the fourth time', error: error({ kind: 'unreachable' }), tries: 4, wait: undefined },
  { what: 'a lost answer to what must not be done twice', error: error({ kind: 'unreachable' }), repeatable: false, wait: undefined },
  { what: 'a server in trouble', error: error({ kind: 'server', status: 500 }), wait: 50 },
  { what: 'a server in trouble with what must not be done twice', error: error({ kind: 'server' }), repeatable: false, wait: undefined },
  { what: 'too many requests', error: error(throttled), wait: 50 },
  // It was not looked at.
  { what: 'too many requests, of what must not be done twice', error: error(throttled), repeatable: false, wait: 50 },
  { what: 'a server that asks for three seconds', error: error({ ...throttled, retryAfterSeconds: 3 }), wait: 3000 },
  { what: 'a server that asks for a minute', error: error({ ...throttled, retryAfterSeconds: 60 }), wait: undefined },
  { what: 'credentials that are refused', error: error({ kind: 'forbidden', status: 401 }), wait: 0 },
  { what: 'credentials that are refused again', error: error({ kind: 'forbidden', status: 401 }), tries: 2, wait: undefined },
  { what: 'what is not allowed', error: error({ kind: 'forbidden', status: 403 }), wait: undefined },
  { what: 'a conflict', error: error({ kind: 'conflict', status: 409 }), wait: undefined },
  { what: 'what is refused', error: error({ kind: 'refused', status: 422 }), wait: undefined },
  { what: 'an error of ours', error: new Error('no'), wait: undefined },
])('$what: again after $wait ms', ({ error: reason, repeatable = true, tries = 1, wait }) => {
  expect(waitBeforeRetry(reason, { repeatable, tries, random: 0 })).toBe(wait);
});

test('those who are asked to wait do not come back together', () => {
  const asked = error({ ...throttled, retryAfterSeconds: 4 });
  const waits = [0, 0.5, 0.999].map((random) => waitBeforeRetry(asked, { repeatable: true, tries: 1, random }));
  expect(waits).toEqual([4000, 4500, expect.closeTo(4999)]);
});
