import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorText } from '@modelmonitor/api/plain';
import { forgetIds } from '@modelmonitor/job/archive';
import { defineCommand } from '../commands/defineCommand.ts';
import { mandatory } from '../commands/option.ts';
import { text } from '../commands/textReaders.ts';
import { InputError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { logOptions, useLog } from './openLog.ts';

/** `modelmonitor log forget` */
export const forgetLogCommand = defineCommand({
  name: 'log forget',
  summary: 'delete predictions and labels by their ids, in archived days too',
  synopsis: '--ids FILE -f DIR | --store URL|FILE --monitor NS/NAME [--archive DIR]',
  about: [
    'Deletes all rows and labels of the ids in a file, one per line. Archives that have such rows are written again without them, read back and',
    'compared, and replaced. Ids without rows are ignored. Rows that a predictor has not written yet arrive later: repeat it then.',
    '',
    'Exit code 0: deleted, 1: not all of them, or bad input, 2: wrong usage.',
  ].join('\n'),
  options: { ids: mandatory(text, { value: 'FILE', help: 'text file with one id per line' }), ...logOptions },
  examples: ['modelmonitor log forget --ids ids.txt -f examples/wine'],
  run: (values, context) =>
    useLog(values, context, async (log) => {
      const { clock, cwd, randomBytes, stdout } = context;
      const ids = await readIds(resolve(cwd, values.ids));
      const options = { ...log, holder: randomBytes(8).toString('hex'), now: () => clock.now().getTime() };
      const { stored, archived } = await forgetIds(ids, options);
      stdout.write(`${countOf(stored, 'row')} of ${countOf(ids.length, 'id')} deleted from the log\n`);
      for (const [name, rows] of Object.entries(archived))
        stdout.write(`${log.place?.describe(name) ?? name}: ${countOf(rows, 'row')} deleted\n`);
      if (log.place === undefined) stdout.write('no archive is known: name one by capture.archive or --archive if there is one\n');
      return exitCode.ok;
    }),
});

async function readIds(path: string): Promise<string[]> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`${path}: expected a file with ids: ${errorText(cause)}`, { cause });
  });
  return [...new Set(content.split(/\r?\n/).filter((id) => id !== ''))];
}
