import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { boundedText, textTail } from './boundedText.ts';

test.each([
  { name: 'all of a short text', parts: ['ab', 'c'], text: 'abc', exceeded: false },
  { name: 'exactly the limit', parts: ['ab', 'cd'], text: 'abcd', exceeded: false },
  { name: 'the beginning of a long text', parts: ['abc', 'def', 'ghi'], text: 'abcd', exceeded: true },
])('keeps $name', async ({ parts, text, exceeded }) => {
  const stream = new PassThrough();
  const kept = boundedText(stream, 4);
  for (const part of parts) stream.write(part);
  stream.end();
  await finished(stream);
  expect([kept.text(), kept.exceeded()]).toEqual([text, exceeded]);
});

test('the tail of a text is its last 2,000 characters', () => {
  expect(textTail(`${'a'.repeat(10)}${'b'.repeat(2000)}`)).toBe('b'.repeat(2000));
});
