import { linesOf } from './watchEvents.ts';

async function* stream(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

const umlaut = Buffer.from('{"name":"Grüner"}\n');

test.each<{ what: string; parts: (string | Uint8Array)[]; lines: string[] }>([
  { what: 'lines as they come', parts: ['a\n', 'b\n'], lines: ['a', 'b'] },
  { what: 'many in one piece', parts: ['a\nb\n\nc\n'], lines: ['a', 'b', '', 'c'] },
  { what: 'one in many pieces', parts: ['a', 'b', '', 'c\nd', '\n'], lines: ['abc', 'd'] },
  // What broke off is no line.
  { what: 'a stream that ends within a line', parts: ['a\nb'], lines: ['a'] },
  { what: 'a letter that is cut in two', parts: [umlaut.subarray(0, 11), umlaut.subarray(11)], lines: ['{"name":"Grüner"}'] },
  { what: 'nothing', parts: [], lines: [] },
])('$what', async ({ parts, lines }) => {
  expect(await Array.fromAsync(linesOf(stream(...parts)))).toEqual(lines);
});

test('a line without an end is not collected for ever', async () => {
  const megabytes = Array.from({ length: 17 }, () => 'x'.repeat(1024 * 1024));
  await expect(Array.fromAsync(linesOf(stream(...megabytes)))).rejects.toThrow(RangeError);
});
