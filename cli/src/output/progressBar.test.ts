import type { Clock } from '../clock.ts';
import { barLine, progressBar } from './progressBar.ts';

test.each([
  { share: 0, width: 60, expected: `${'░'.repeat(20)}   0 %  some` },
  { share: 0.5, width: 60, expected: `${'█'.repeat(10)}${'░'.repeat(10)}  50 %  some` },
  { share: 2, width: 60, expected: `${'█'.repeat(20)} 100 %  some` },
  { share: 0.5, width: 12, expected: '  50 %  some' },
  { share: 0.5, width: 4, expected: '  50' },
])('$share in $width columns', ({ share, width, expected }) => {
  expect(barLine(share, 'some', width)).toBe(expected);
});

test('draws at most ten times per second on a terminal, never on a pipe', () => {
  const written: string[] = [];
  let milliseconds = 0;
  const clock = { monotonicMilliseconds: () => milliseconds } as Clock;
  const bars = [true, false].map((isTTY) =>
    progressBar({ clock, stderr: { write: () => undefined, writeExact: (text) => written.push(text), isTTY, columns: 80 } }),
  );
  for (; milliseconds <= 1000; milliseconds += 10) for (const bar of bars) bar.update(0.5, 'half');
  for (const bar of bars) bar.clear();
  expect(written).toHaveLength(12);
  expect(written.at(-1)).toBe('\r\u001b[K');
});
