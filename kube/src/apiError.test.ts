import { HttpError } from '@modelmonitor/http';
import { apiError, streamError, unreachable } from './apiError.ts';

test.each<{ status: number; body: unknown; retryAfter?: number; error: object }>([
  { status: 404, body: { message: 'services "wine" not found' }, error: { kind: 'notFound', message: 'services "wine" not found' } },
  { status: 409, body: {}, error: { kind: 'conflict', message: 'the API server responded with 409' } },
  { status: 410, body: { message: 'too old' }, error: { kind: 'gone' } },
  { status: 401, body: {}, error: { kind: 'forbidden' } },
  { status: 403, body: {}, error: { kind: 'forbidden' } },
  { status: 422, body: {}, error: { kind: 'refused' } },
  { status: 500, body: {}, error: { kind: 'server', retryAfterSeconds: undefined } },
  // A retry changes nothing.
  { status: 500, body: { message: 'failed to create typed patch object (x): field not declared in schema' }, error: { kind: 'refused' } },
  { status: 502, body: '<html>a proxy on the way</html>', error: { kind: 'server', message: 'the API server responded with 502' } },
  { status: 429, body: {}, retryAfter: 7, error: { kind: 'throttled', retryAfterSeconds: 7 } },
  { status: 429, body: { details: { retryAfterSeconds: 3 } }, error: { kind: 'throttled', retryAfterSeconds: 3 } },
  { status: 503, body: undefined, error: { kind: 'server', retryAfterSeconds: undefined } },
])('a response of $status, with $body, is $error.kind', ({ status, body, retryAfter, error }) => {
  expect(apiError(status, body, retryAfter)).toMatchObject({ status, ...error });
});

test.each([
  { what: 'a version that is too old', body: { code: 410, message: 'too old resource version' }, kind: 'gone' },
  { what: 'anything', body: 'else', kind: 'server' },
])('$what inside a watch is $kind', ({ body, kind }) => {
  expect(streamError(body)).toMatchObject({ kind });
});

test.each([
  { what: 'no connection', kind: 'refused', expected: 'unreachable' },
  { what: 'a redirect', kind: 'redirect', expected: 'refused' },
  { what: 'a response that is too large', kind: 'tooLarge', expected: 'refused' },
] as const)('$what is of the kind $expected, and the message gives the cause', ({ kind, expected }) => {
  const cause = new HttpError('it refused the connection (ECONNREFUSED)', { kind });
  const message = 'no usable response from the API server: it refused the connection (ECONNREFUSED)';
  expect(unreachable(cause)).toMatchObject({ kind: expected, cause, message });
});
