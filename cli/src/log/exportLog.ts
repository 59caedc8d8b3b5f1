import { resolve } from 'node:path';
import { exportRows } from '@modelmonitor/job/archive';
import { defineCommand } from '../commands/defineCommand.ts';
import { mandatory, optional, withDefault } from '../commands/option.ts';
import { oneOf, text } from '../commands/textReaders.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { logOptions, useLog } from './openLog.ts';
import { timeOption } from './timeOption.ts';

/** `modelmonitor log export` */
export const exportLogCommand = defineCommand({
  name: 'log export',
  summary: 'write logged predictions into a CSV, NDJSON or Parquet file',
  synopsis: '-f DIR | --store URL|FILE --monitor NS/NAME --output FILE [--format csv|ndjson|parquet] [--from TIME] [--to TIME]',
  about: [
    'Columns are id, time, version, the features, prediction, the probability of each class, the label by the name of the target, label_time,',
    'refused (for a category that the model does not know) and contract, a number that changes with the features. Names that features have are',
    'followed by a number in other columns. Parquet files can be compared by modelmonitor drift and restored by modelmonitor log restore.',
    'In CSV, texts that a spreadsheet would execute as a formula get an apostrophe in front.',
  ].join('\n'),
  options: {
    ...logOptions,
    output: mandatory(text, { short: 'o', value: 'FILE', help: 'file to write' }),
    format: withDefault(oneOf('csv', 'ndjson', 'parquet'), { value: 'FORMAT', help: 'csv, ndjson or parquet', default: 'csv' }),
    from: optional(timeOption, { value: 'TIME', help: 'time of the first row, such as 2026-11-29 or 2026-11-29T12:00:00Z' }),
    to: optional(timeOption, { value: 'TIME', help: 'time before which the rows are' }),
    version: optional(text, { value: 'NAME', help: 'rows of one version' }),
  },
  examples: ['modelmonitor log export -f examples/wine --from 2026-11-29 --to 2026-11-30 --format parquet -o wine.parquet'],
  run: (values, context) =>
    useLog(values, context, async ({ monitor, store }) => {
      const { from, to, version, format, output } = values;
      const rows = await exportRows(resolve(context.cwd, output), store.readPages({ from, to, version }), { monitor, format });
      context.stdout.write(`${output}: ${countOf(rows, 'row')}\n`);
      return exitCode.ok;
    }),
});
