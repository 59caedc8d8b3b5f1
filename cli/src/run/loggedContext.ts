import { createJsonLog, type LogRecord, plainLine } from '@modelmonitor/predictor';
import type { CommandContext, TextWriter } from '../context.ts';

/** How a long-running command writes its log. */
export type LogFormat = 'text' | 'json';

/**
 * Where a long-running command writes what happens. As JSON everything it says is a record, also what it would tell a person: a collector
 * of logs reads line by line.
 */
export function loggedContext(
  context: CommandContext,
  format: LogFormat,
): { context: CommandContext; writeLog: (record: LogRecord) => void } {
  const { stdout, stderr, clock } = context;
  if (format === 'text') return { context, writeLog: (record) => stderr.write(plainLine(record)) };
  const writeLog = createJsonLog(stderr);
  const recorded = (writer: TextWriter, level: LogRecord['level']): TextWriter => ({
    isTTY: false,
    columns: writer.columns,
    write: (text) => {
      const message = text.trim().replaceAll(/\s*\n\s*/g, '; ');
      if (message !== '') writeLog({ time: clock.now(), level, message, fields: {} });
    },
  });
  return { context: { ...context, stdout: recorded(stdout, 'info'), stderr: recorded(stderr, 'warn') }, writeLog };
}
