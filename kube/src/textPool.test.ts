import { createTextPool } from './textPool.ts';

const value = { kind: 'A', conditions: [{ type: 'Ready', message: 'a "quoted"\ntext', count: 1, isSet: null }], long: 'x'.repeat(5000) };

test('a value whose texts are shared is the same value', () => {
  const share = createTextPool();
  for (const copy of [structuredClone(value), structuredClone(value)]) {
    share(copy);
    expect(copy).toEqual(value);
  }
});

test('what is no object has no texts to share', () => {
  for (const other of [null, undefined, 'text', 1, true]) expect(() => createTextPool()(other)).not.toThrow();
});

test('ever new texts are not all remembered', () => {
  const share = createTextPool();
  const many = Array.from({ length: 50_000 }, (_, text) => `text ${text}`);
  const before = [...many];
  share(many);
  expect(many).toEqual(before);
});

test('a value that nests deeply is left as it is', () => {
  const text = `${'['.repeat(9000)}"a"${']'.repeat(9000)}`;
  const deep: unknown = JSON.parse(text);
  expect(() => createTextPool()(deep)).not.toThrow();
});

test('a key of a foreign object is not taken for its prototype', () => {
  const parsed = JSON.parse('{"__proto__": {"text": "a"}, "other": "b"}') as object;
  createTextPool()(parsed);
  expect(JSON.stringify(parsed)).toBe('{"__proto__":{"text":"a"},"other":"b"}');
});
