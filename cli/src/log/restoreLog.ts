import { resolve } from 'node:path';
import { archiveName, restoreArchive } from '@modelmonitor/job/archive';
import { dayNamed } from '@modelmonitor/store';
import { defineCommand } from '../commands/defineCommand.ts';
import { argument, withDefault } from '../commands/option.ts';
import { duration, text } from '../commands/textReaders.ts';
import { InputError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { logOptions, type OpenedLog, useLog } from './openLog.ts';

/** `modelmonitor log restore` */
export const restoreLogCommand = defineCommand({
  name: 'log restore',
  summary: 'put archived days back into the log',
  synopsis: 'FILE|DAY… -f DIR | --store URL|FILE --monitor NS/NAME [--keep 7d]',
  about: [
    'Reads archives, Parquet files or days such as 2026-11-29 of the archive of the monitor, compares each with its checksum, and writes the rows',
    'and labels that the log does not have. It can be repeated after it was stopped. While they are kept, no day is dropped by age;',
    'afterwards retention drops them again. Labels that arrived in the meantime are added to the archive then.',
  ].join('\n'),
  options: {
    files: {
      ...argument(text, { value: 'FILE|DAY…', help: 'archives to restore' }),
      repeated: true,
      read: (texts: readonly string[]) => texts.map(text),
    },
    ...logOptions,
    keep: withDefault(duration, { value: 'TIME', help: 'how long restored days are kept at least', default: '7d' }),
  },
  examples: [
    'modelmonitor log restore 2026-10-01 2026-10-02 -f examples/wine',
    'modelmonitor log restore archive/default/wine/2026-10-01.parquet --store postgres://writer@db/log --monitor default/wine',
  ],
  run: (values, context) =>
    useLog(values, context, async (log) => {
      const { clock, cwd, randomBytes, stdout } = context;
      for (const file of values.files) {
        const writer = `restore${randomBytes(6).toString('hex')}`;
        const now = () => clock.now().getTime();
        const restore = (path: string) => restoreArchive(path, { ...log, writer, now, keepMilliseconds: values.keep });
        const { restored, alreadyStored } = await readArchive(file, { log, cwd, restore });
        stdout.write(
          `${file}: ${countOf(restored, 'row')} restored${alreadyStored === 0 ? '' : `, ${alreadyStored} were stored already`}\n`,
        );
      }
      return exitCode.ok;
    }),
});

interface Reading<Result> {
  readonly log: OpenedLog;
  readonly cwd: string;
  readonly restore: (path: string) => Promise<Result>;
}

function readArchive<Result>(file: string, { log: { place, monitor }, cwd, restore }: Reading<Result>): Promise<Result> {
  const day = dayNamed(file);
  if (day === undefined) return restore(resolve(cwd, file));
  if (place === undefined)
    throw new InputError(`${file}: expected a file, since no archive is known; name one by capture.archive or --archive`);
  const name = archiveName(monitor, day.name);
  return place.read(name, (path) => {
    if (path === undefined) throw new InputError(`${place.describe(name)} does not exist`);
    return restore(path);
  });
}
