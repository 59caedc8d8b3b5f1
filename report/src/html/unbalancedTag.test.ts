import { unbalancedTag } from './unbalancedTag.ts';

test.each([
  { name: 'a balanced page', page: '<!doctype html><p class="a" hidden>1<wbr><svg><path d="M0 0"/></svg></p>', expected: undefined },
  { name: 'script that holds signs of markup', page: '<script>if (a<b) {}</script>', expected: undefined },
  { name: 'tags that cross', page: '<p><b>a</p></b>', expected: '</p> does not match' },
  { name: 'a tag that stays open', page: '<p>', expected: '<p> is not closed' },
  { name: 'a stray sign', page: '<p>a < b</p>', expected: 'a stray <' },
  { name: 'a quote that ends an attribute', page: '<p title="a"b">c</p>', expected: 'a stray <' },
])('$name', ({ page, expected }) => {
  expect(unbalancedTag(page)).toBe(expected);
});
