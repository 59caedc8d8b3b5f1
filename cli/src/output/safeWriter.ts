import { printable } from '@modelmonitor/api/plain';
import type { TextWriter } from '../context.ts';
import { stylePattern } from './style.ts';

/**
 * A writer whose text for people cannot act on a terminal: names of columns, answers of servers and parts of files come from others. Line breaks,
 * tabs and, on a terminal, the styles of this program stay; other control characters are written as escapes.
 */
export function safeWriter(writer: TextWriter): TextWriter {
  const kept = writer.isTTY ? stylePattern : '[\\n\\t]';
  const parts = new RegExp(`(${kept})`, 'u');
  const { drained } = writer;
  return {
    // Every second part is one to keep.
    write: (text) =>
      writer.write(
        text
          .split(parts)
          .map((part, index) => (index % 2 === 1 ? part : printable(part)))
          .join(''),
      ),
    writeExact: (text) => writer.writeExact(text),
    ...(drained === undefined ? {} : { drained }),
    get isTTY() {
      return writer.isTTY;
    },
    get columns() {
      return writer.columns;
    },
  };
}
