import { safeWriter } from './safeWriter.ts';
import { styleFor } from './style.ts';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return { writer: safeWriter({ write, writeExact: write, isTTY, columns: 80 }), written };
}

const hostile = 'name\u001b]0;title\u0007\u001b[2J\r\u009b31m\u202e\n\tend';
const shown = 'name\\u001b]0;title\\u0007\\u001b[2J\\u000d\\u009b31m\\u202e\n\tend';

test.each([true, false])('control characters of others are escapes; on a terminal: %s', (isTTY) => {
  const { writer, written } = recorder(isTTY);
  writer.write(hostile);
  expect(written).toEqual([shown]);
});

test('on a terminal the styles of the program stay, and on a pipe there are none', () => {
  const [terminal, pipe] = [recorder(true), recorder(false)];
  terminal.writer.write(styleFor(terminal.writer, {})('red', 'drifted'));
  pipe.writer.write('\u001b[31mdrifted\u001b[0m');
  expect([terminal.written, pipe.written]).toEqual([['\u001b[31mdrifted\u001b[0m'], ['\\u001b[31mdrifted\\u001b[0m']]);
});

test('data are written as they are', () => {
  const { writer, written } = recorder(true);
  writer.writeExact(hostile);
  expect(written).toEqual([hostile]);
});
