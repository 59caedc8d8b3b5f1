import { text as anyText, assignments, duration, number, oneOf, share, wholeNumber } from './textReaders.ts';

test.each([
  { name: 'a share in percent', read: share, text: '5%', expected: 0.05 },
  { name: 'a share as a number', read: share, text: '0.05', expected: 0.05 },
  { name: 'a duration', read: duration, text: '1m30s', expected: 90_000 },
  { name: 'a whole number', read: wholeNumber(1), text: '12', expected: 12 },
  { name: 'a number with an exponent', read: number(), text: '1e-9', expected: 1e-9 },
  { name: 'one assignment', read: assignments(number()), text: 'a=1', expected: [['a', 1]] },
  {
    name: 'a comma and an equals sign in a name',
    read: assignments(number()),
    text: 'a,b=1,c==2',
    expected: [
      ['a,b', 1],
      ['c=', 2],
    ],
  },
  {
    name: 'quoted names and values',
    read: assignments(anyText),
    text: '"a=b"=1, "say ""hi"", you"=2,yes="p,1=0", c = d ',
    expected: [
      ['a=b', '1'],
      ['say "hi", you', '2'],
      ['yes', 'p,1=0'],
      ['c', 'd'],
    ],
  },
  { name: 'a quote within a name', read: assignments(anyText), text: '5" pipe=1', expected: [['5" pipe', '1']] },
])('reads $name: $text', ({ read, text, expected }) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  { read: share, text: '5', message: 'expected a share from 0% to 100%, such as 5% or 0.05, got "5"' },
  { read: duration, text: '3 hours', message: 'expected a duration such as 30s, 10m, 1h30m or 7d, got "3 hours"' },
  { read: duration, text: '0s', message: 'expected a duration longer than 0, got "0s"' },
  { read: wholeNumber(1, 9), text: '1.5', message: 'expected a whole number from 1 to 9, got "1.5"' },
  { read: wholeNumber(1), text: '0x10', message: 'expected a whole number from 1, got "0x10"' },
  { read: number({ above: 0, to: 1 }), text: '0', message: 'expected a number above 0 to 1, got "0"' },
  { read: number(), text: '', message: 'expected a number, got ""' },
  { read: number(), text: 'NaN', message: 'expected a number, got "NaN"' },
  { read: oneOf('ks', 'psi'), text: 'pis', message: 'expected one of ks, psi, got "pis"; did you mean psi?' },
  { read: assignments(number()), text: 'a', message: 'expected NAME=VALUE, separated by commas, got "a"' },
  { read: assignments(number()), text: '=1', message: 'expected NAME=VALUE, separated by commas, got "=1"' },
  { read: assignments(number()), text: 'a=1,b=x', message: 'for b expected a number, got "x"' },
])('rejects $text: $message', ({ read, text, message }) => {
  expect(() => read(text)).toThrow(message);
});
