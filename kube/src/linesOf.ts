/** Longest line of a watch, in bytes: an object has at most 1.5 MiB in etcd, its JSON not much more. */
const longestLine = 16 * 1024 * 1024;

const newline = 10;

/**
 * The lines of a stream of bytes, without their ends; what follows the last end is no line.
 *
 * @throws RangeError for a line of more than 16 MiB
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield text([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > longestLine) throw new RangeError(`a line of at most ${longestLine} bytes is needed, got more`);
  }
}

function text(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8');
}
