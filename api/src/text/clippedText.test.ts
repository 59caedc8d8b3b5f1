import { nameMarkup } from '../../../report/src/html/nameMarkup.ts';
import { clippedText } from './clippedText.ts';

test.each([
  { name: 'a short text stays', text: 'alcohol', expected: 'alcohol' },
  { name: 'a text of just the length stays', text: 'abcdefgh', expected: 'abcdefgh' },
  { name: 'a longer one ends in an ellipsis', text: 'abcdefghi', expected: 'abcdefg…' },
  { name: 'a surrogate pair is not cut in half', text: '🍷'.repeat(9), expected: `${'🍷'.repeat(7)}…` },
])('$name', ({ text, expected }) => {
  expect(clippedText(text, 8)).toBe(expected);
});

test.each([
  { name: 'a name is isolated from the direction around it', text: 'מחיר', expected: '<bdi>מחיר</bdi>' },
  { name: 'a hostile name is text', text: '<script>', expected: '<bdi>&lt;script&gt;</bdi>' },
  { name: 'a line may break after an underscore', text: 'ash_ph', expected: '<bdi>ash_<wbr>ph</bdi>' },
  { name: 'an empty name is said', text: '', expected: '<i>empty text</i>' },
  { name: 'a blank name is said', text: ' ', expected: '<i>blank</i>' },
])('$name', ({ text, expected }) => {
  expect(nameMarkup(text).text).toBe(expected);
});

test('a long name is in its tooltip, a name of megabytes only in part', () => {
  expect(nameMarkup('x'.repeat(100)).text).toBe(`<bdi title="${'x'.repeat(100)}">${'x'.repeat(79)}…</bdi>`);
  expect(nameMarkup('x'.repeat(10_000_000)).text.length).toBeLessThan(600);
});
