import { shareMeter } from './shareMeter.ts';

test.each([
  { name: 'below the limit', share: 0.25, limit: 0.5, expected: '<path class="under" d="M0 7H50"/><path class="mark" d="M100 0V14"/>' },
  { name: 'at the limit', share: 0.5, limit: 0.5, expected: '<path class="over" d="M0 7H100"/><path class="mark" d="M100 0V14"/>' },
  {
    name: 'a limit out of the scale',
    share: 1,
    limit: 7,
    expected: '<path class="under" d="M0 7H200"/><path class="mark" d="M200 0V14"/>',
  },
])('$name', ({ share, limit, expected }) => {
  expect(shareMeter(share, limit).text).toContain(expected);
});
