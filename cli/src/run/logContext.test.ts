import { recordingContext } from '../recordingContext.ts';
import { logContext } from './logContext.ts';

const record = { time: new Date(0), level: 'info', message: 'served', fields: { port: 8000 } } as const;

test('as text, messages and log lines are written unchanged', () => {
  const recording = recordingContext();
  const { context, writeLog } = logContext(recording.context, 'text');
  context.stdout.write('wine is served\n');
  writeLog(record);
  expect([recording.stdout(), recording.stderr()]).toEqual(['wine is served\n', '00:00:00 served port=8000\n']);
});

test('as JSON, every message is a line of the log', () => {
  const recording = recordingContext();
  const { context, writeLog } = logContext(recording.context, 'json');
  context.stdout.write('wine is served\n  page  http://x/\n\n');
  context.stderr.write('note: no effect\n');
  writeLog(record);
  const lines = recording
    .stderr()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'wine is served; page  http://x/'],
    ['warn', 'note: no effect'],
    ['info', 'served'],
  ]);
  expect([recording.stdout(), lines[2].port, lines[0].time]).toEqual(['', 8000, expect.any(String)]);
});
