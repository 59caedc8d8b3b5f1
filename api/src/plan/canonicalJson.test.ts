import { canonicalJson } from './canonicalJson.ts';

test.each([
  { name: 'keys in any order', value: { b: 1, a: { d: 2, c: 3 } }, text: '{"a":{"c":3,"d":2},"b":1}' },
  { name: 'lists in their own order', value: [2, { b: null, a: 'x' }, 1], text: '[2,{"a":"x","b":null},1]' },
  { name: 'nothing where a field is absent', value: { b: undefined, a: true }, text: '{"a":true}' },
])('writes $name', ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text);
});
