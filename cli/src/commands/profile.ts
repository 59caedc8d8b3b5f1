import { type Profile, profileNotes } from '@modelmonitor/tables';
import { columnBudget, encodeProfile, mergeProfiles } from '@modelmonitor/tables/profiles';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { profileFiles } from '../profile/profileFiles.ts';
import { defineCommand } from './defineCommand.ts';
import { fileOptions, readFileOptions } from './fileOptions.ts';
import { names } from './nameList.ts';
import { mandatory, optional, repeatable, withDefault } from './option.ts';
import { assignments, oneOf, text, wholeNumber } from './textReaders.ts';

const BYTES_PER_KILOBYTE = 1000;

/** `modelmonitor profile` */
export const profileCommand = defineCommand({
  name: 'profile',
  summary: 'create a reference profile, to detect drift without the reference data',
  synopsis: '--data FILE [--data FILE …] -o PROFILE.json [options]',
  about: [
    'Summarises reference data for drift checks without storing its rows: the distribution of each column, its categories and the number of',
    'missing values. Use it in place of the data with `modelmonitor drift --reference PROFILE.json` or in a ModelMonitor. Columns with few or',
    'repeated values are stored exactly and give the same results as the data. For other numeric columns the profile stores an approximate',
    'distribution function and its error; if not all categories fit, the most frequent ones. Texts are not stored, only the distributions of',
    'their lengths and of their shares of letters, digits and spaces; dates and times are not stored either.',
    '',
    'Several files are profiled one after the other and merged; profiles are merged too. Types are determined as in `drift`.',
    '',
    'Exit code 0: written, 1: the profile could not be created, 2: wrong usage or bad input.',
  ].join('\n'),
  options: {
    data: repeatable(text, {
      value: 'FILE',
      help: 'CSV (also gzipped) or Parquet file, or a profile; a pattern with * names several files',
      atLeastOnce: true,
    }),
    output: mandatory(text, { value: 'FILE', help: 'output file; - prints the profile', short: 'o' }),
    columns: optional(names, { value: 'NAME,…', help: 'columns to profile (default: all columns of the first file)' }),
    types: repeatable(assignments(oneOf('numeric', 'categorical')), {
      value: 'NAME=TYPE,…',
      help: 'type of a column: numeric or categorical',
    }),
    ...fileOptions,
    size: withDefault(wholeNumber(1, 60_000), {
      value: 'KILOBYTES',
      help: 'maximum size of the profile; larger is more exact; a ConfigMap holds 1,000',
      default: '300',
    }),
  },
  examples: [
    'modelmonitor profile --data train.parquet -o reference.json',
    "modelmonitor profile --data 'days/*.parquet' --columns alcohol,hue --size 100 -o reference.json",
    'modelmonitor profile --data monday.json --data tuesday.json -o week.json',
  ],
  run: async (values, context) => {
    const { files, profiles, notes } = await profileFiles(values.data, {
      cwd: context.cwd,
      columns: values.columns,
      typeOf: new Map(values.types.flat()),
      reading: readFileOptions(values),
    });
    const budget = columnBudget(profiles[0]?.columns.length ?? 0, values.size * BYTES_PER_KILOBYTE);
    const profile = mergeProfiles(profiles, { names: files, budget });
    const encoded = encodeProfile(profile);
    const isPiped = values.output === '-';
    if (isPiped) context.stdout.writeExact(encoded);
    else await writeOutput(values.output, encoded, context.cwd);
    const messages = isPiped ? context.stderr : context.stdout;
    messages.write(`${isPiped ? '' : `wrote ${values.output}: `}${summary(profile, files.length, Buffer.byteLength(encoded))}\n`);
    for (const note of [...notes, ...timesNote(profile), ...profileNotes(profile).slice(1)]) context.stderr.write(`note: ${note}\n`);
    return exitCode.ok;
  },
});

function timesNote({ columns }: Profile): string[] {
  const times = columns.filter((column) => column.type !== 'numeric' && column.nature === 'time').map(({ name }) => JSON.stringify(name));
  return times.length === 0 ? [] : [`${times.join(', ')}: dates or times, which are not compared unless --types gives another type`];
}

function summary({ rows, columns }: Profile, files: number, bytes: number): string {
  const worst = Math.max(0, ...columns.map((column) => (column.type === 'numeric' ? column.sketch.rankError : 0)));
  const exactness = worst === 0 ? 'all values are exact' : `ranks are exact to ${Number((worst * 100).toPrecision(3))} %`;
  const kilobytes = Math.ceil(bytes / BYTES_PER_KILOBYTE);
  return `${countOf(rows, 'row')} of ${countOf(files, 'file')}, ${countOf(columns.length, 'column')}, ${kilobytes} kB; ${exactness}`;
}
