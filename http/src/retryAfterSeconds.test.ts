import { retryAfterSeconds } from './retryAfterSeconds.ts';

test.each([
  { text: '7', seconds: 7 },
  { text: 'Wed, 21 Oct 2026 07:28:00 GMT', seconds: undefined },
  { text: '-1', seconds: undefined },
  { text: '99999999', seconds: undefined },
  { text: undefined, seconds: undefined },
])('Retry-After $text is read as $seconds', ({ text, seconds }) => {
  expect(retryAfterSeconds(text === undefined ? {} : { 'retry-after': text })).toBe(seconds);
});
