import { areWords } from './areWords.ts';

test.each([
  { name: 'words', texts: ['red', 'green', 'dark blue'], expected: true },
  { name: 'some with digits', texts: ['class_0', 'red', 'green'], expected: true },
  { name: 'codes', texts: ['A1', 'B2', 'red'], expected: false },
  { name: 'dates', texts: ['2024-01-31', '2024-02-01'], expected: false },
  { name: 'truth values', texts: ['True', 'False'], expected: false },
  { name: 'marks for missing values', texts: ['?', 'n.a.', 'red'], expected: false },
])('$name: $expected', ({ texts, expected }) => expect(areWords(texts)).toBe(expected));
