import { uniqueJson } from './uniqueJson.ts';

test.each([
  { text: '{}', value: {} },
  { text: ' {"a":1,"b":{"a":2,"c":[{"a":3},{"a":4}]},"d":"{\\"a\\":1,\\"a\\":2}"} ', value: { a: 1, d: '{"a":1,"a":2}' } },
  { text: '{"":1," ":2}', value: { '': 1, ' ': 2 } },
  { text: '{"a":"a","b":"a"}', value: { a: 'a', b: 'a' } },
])('reads $text', ({ text, value }) => {
  expect(uniqueJson(text)).toMatchObject(value);
});

test.each([
  { name: 'nothing', text: '' },
  { name: 'what is not JSON', text: '{"a":1' },
  { name: 'a list', text: '[]' },
  { name: 'null', text: 'null' },
  { name: 'a text', text: '"{}"' },
  { name: 'a name twice', text: '{"a":1,"b":2,"a":3}' },
  { name: 'a name twice with the same value', text: '{"a":1,"a":1}' },
  { name: 'a name twice, once escaped', text: '{"iss":1,"i\\u0073s":2}' },
  { name: 'a name twice, with a quotation mark in it', text: '{"a\\"b":1,"a\\"b" : 2}' },
  { name: 'a name twice further inside', text: '{"a":[{"b":{"c":1,"c":2}}]}' },
  { name: 'a name every object has, twice', text: '{"__proto__":1,"__proto__":2}' },
])('refuses $name', ({ text }) => {
  expect(uniqueJson(text)).toBeUndefined();
});
