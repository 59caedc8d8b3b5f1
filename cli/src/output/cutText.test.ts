import { cutText } from './cutText.ts';
import { displayWidth } from './displayWidth.ts';

test('a sentence is cut at its end', () => {
  expect(cutText('unknown: too few rows', 12, 'end')).toBe('unknown: to…');
});

test.each([
  { name: 'a text that fits', text: 'alcohol', columns: 7, expected: 'alcohol' },
  { name: 'a longer one', text: 'alcohol', columns: 6, expected: 'alco…l' },
  { name: 'wide characters', text: '葡萄酒的酒精含量', columns: 9, expected: '葡萄酒…量' },
  { name: 'a combined character', text: 'cafe\u0301 au lait', columns: 7, expected: 'cafe\u0301…it' },
  { name: 'one column', text: 'alcohol', columns: 1, expected: '…' },
])('$name', ({ text, columns, expected }) => {
  expect(cutText(text, columns)).toBe(expected);
  expect(displayWidth(expected)).toBeLessThanOrEqual(columns);
});
