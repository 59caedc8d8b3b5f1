import { createJsonLog } from './jsonLog.ts';

test('a record is one line of JSON, whatever its content', () => {
  const lines: string[] = [];
  const write = createJsonLog({ write: (line) => void lines.push(line) });
  const time = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
  write({ time, level: 'warn', message: 'a line\nof two', fields: { rows: 3, reason: 'why "not"', error: undefined } });
  write({ time, level: 'info', message: 'second', fields: {} });
  expect(lines.map((line) => [line.endsWith('\n'), JSON.parse(line)])).toEqual([
    [true, { level: 'warn', time: '2026-01-02T03:04:05.000Z', message: 'a line\nof two', rows: 3, reason: 'why "not"' }],
    [true, { level: 'info', time: '2026-01-02T03:04:05.000Z', message: 'second' }],
  ]);
});
