import { names, namesAmong } from './nameList.ts';

test.each([
  { name: 'names between commas, without the blanks around them', text: 'alcohol, hue', known: [], expected: ['alcohol', 'hue'] },
  { name: 'a known name with a comma', text: 'com,ma', known: ['com,ma', 'x'], expected: ['com,ma'] },
  { name: 'a known name with a comma, rather than two names', text: 'a,b', known: ['a', 'b', 'a,b'], expected: ['a,b'] },
  { name: 'two names in another order', text: 'b,a', known: ['a', 'b', 'a,b'], expected: ['b', 'a'] },
  { name: 'two names in quotes', text: '"a","b"', known: ['a', 'b', 'a,b'], expected: ['a', 'b'] },
  { name: 'known names with commas among others', text: 'x,com,ma, y', known: ['com,ma', 'x', 'y'], expected: ['x', 'com,ma', 'y'] },
  { name: 'the longest known name', text: 'a,b,c', known: ['a', 'a,b', 'c'], expected: ['a,b', 'c'] },
  { name: 'a quoted name', text: '"com,ma",b', known: [], expected: ['com,ma', 'b'] },
  { name: 'a quote in a quoted name', text: '"say ""hi"", you"', known: [], expected: ['say "hi", you'] },
  { name: 'a known name in quotes of its own', text: '"x"', known: ['"x"'], expected: ['"x"'] },
  { name: 'a known name with blanks around it', text: ' x,y', known: [' x', 'y'], expected: [' x', 'y'] },
  { name: 'a name with a quote inside', text: '5" pipe,b', known: [], expected: ['5" pipe', 'b'] },
  { name: 'a name with a line break', text: 'a\nb,c', known: ['a\nb', 'c'], expected: ['a\nb', 'c'] },
  { name: 'a known name that ends with a comma', text: 'price,', known: ['price,'], expected: ['price,'] },
])('$name: $text', ({ text, known, expected }) => {
  expect(namesAmong(names(text), known)).toEqual(expected);
});

test('names that are given one by one are taken as they are', () => {
  expect(namesAmong(['a,b', '"c"'], ['a', 'b'])).toEqual(['a,b', '"c"']);
});

test.each(['a,,b', 'a,', ',a'])('an empty name is refused: %s', (text) => {
  expect(() => namesAmong(names(text), ['a', 'b'])).toThrow(`expected names separated by commas, got ${JSON.stringify(text)}`);
});
