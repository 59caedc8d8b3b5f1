import { createJsonLog, type LogRecord, plainLine } from '@modelmonitor/predictor';
import type { CommandContext, TextWriter } from '../context.ts';

/** How a long-running command writes its log. */
export type LogFormat = 'text' | 'json';

/**
 * Output of a long-running command. As JSON every text is a record, also those for people: a collector of logs reads line by line.
 */
export function logContext(context: CommandContext, format: LogFormat): { context: CommandContext; writeLog: (record: LogRecord) => void } {
  const { stdout, stderr, clock } = context;
  if (format === 'text') return { context, writeLog: (record) => stderr.write(plainLine(record)) };
  const writeLog = createJsonLog(stderr);
  const recordWriter = (writer: TextWriter, level: LogRecord['level']): TextWriter => ({
    isTTY: false,
    columns: writer.columns,
    writeExact: writer.writeExact,
    write: (text) => {
      const message = text.trim().replaceAll(/\s*\n\s*/g, '; ');
      if (message !== '') writeLog({ time: clock.now(), level, message, fields: {} });
    },
  });
  return { context: { ...context, stdout: recordWriter(stdout, 'info'), stderr: recordWriter(stderr, 'warn') }, writeLog };
}
