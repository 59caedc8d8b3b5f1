import { type Profile, profileNotes } from '@modelmonitor/tables';
import { columnBudget, encodeProfile, mergeProfiles } from '@modelmonitor/tables/profiles';
import { exitCode } from '../exitCode.ts';
import { counted } from '../output/counted.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { profiledFiles } from '../profile/profiledFiles.ts';
import { defineCommand } from './defineCommand.ts';
import { defaulted, optional, repeated, required } from './option.ts';
import { assignments, names, oneOf, text, wholeNumber } from './textReaders.ts';

const BYTES_PER_KILOBYTE = 1000;

/** `modelmonitor profile` */
export const profileCommand = defineCommand({
  name: 'profile',
  summary: 'make a reference profile, so that drift is found without the reference data',
  synopsis: '--data FILE [--data FILE …] -o PROFILE.json [options]',
  about: [
    'Writes what a drift check asks of reference data and none of its rows: the distribution of each column, its categories, and how many',
    'values are missing. `modelmonitor drift --reference PROFILE.json` and a ModelMonitor take it in place of the data. Columns of few or',
    'repeated values are kept as they are, and give the same results as the data. Of others the profile keeps the distribution function in so',
    'many knots as fit, and says how far it is off; of categories that do not fit, the most frequent. Texts are never in it, only the',
    'distributions of their lengths and of their shares of letters, digits and spaces; of times one at most stays when not all fit.',
    '',
    'Several files are profiled one after the other and merged; a file that is a profile itself is merged too. Read types as in `drift`.',
    '',
    'Exit code 0: written, 1: the profile could not be made, 2: wrong usage or bad input.',
  ].join('\n'),
  options: {
    data: repeated(text, {
      value: 'FILE',
      help: 'CSV (also gzipped) or Parquet file, or a profile; * stands for several',
      atLeastOnce: true,
    }),
    output: required(text, { value: 'FILE', help: 'where the profile goes; - is standard output', short: 'o' }),
    columns: optional(names, { value: 'NAME,…', help: 'columns to profile; all of the first file when absent' }),
    types: repeated(assignments(oneOf('numeric', 'categorical')), { value: 'NAME=TYPE,…', help: 'numeric or categorical, by column' }),
    size: defaulted(wholeNumber(1, 60_000), {
      value: 'KILOBYTES',
      help: 'size of the profile at most; a larger one is more exact, and a ConfigMap holds 1,000',
      default: '300',
    }),
  },
  examples: [
    'modelmonitor profile --data train.parquet -o reference.json',
    "modelmonitor profile --data 'days/*.parquet' --columns alcohol,hue --size 100 -o reference.json",
    'modelmonitor profile --data monday.json --data tuesday.json -o week.json',
  ],
  run: async (values, context) => {
    const { files, profiles } = await profiledFiles(values.data, {
      cwd: context.cwd,
      columns: values.columns,
      typeOf: new Map(values.types.flat()),
    });
    const budget = columnBudget(profiles[0]?.columns.length ?? 0, values.size * BYTES_PER_KILOBYTE);
    const profile = mergeProfiles(profiles, { names: files, budget });
    const encoded = encodeProfile(profile);
    const isPiped = values.output === '-';
    if (isPiped) context.stdout.write(encoded);
    else await writeOutput(values.output, encoded, context.cwd);
    const said = isPiped ? context.stderr : context.stdout;
    said.write(`${isPiped ? '' : `wrote ${values.output}: `}${summary(profile, files.length, Buffer.byteLength(encoded))}\n`);
    for (const note of profileNotes(profile).slice(1)) context.stderr.write(`note: ${note}\n`);
    return exitCode.ok;
  },
});

function summary({ rows, columns }: Profile, files: number, bytes: number): string {
  const worst = Math.max(0, ...columns.map((column) => (column.type === 'numeric' ? column.sketch.rankError : 0)));
  const exactness = worst === 0 ? 'every number is kept' : `ranks are exact to ${Number((worst * 100).toPrecision(3))} %`;
  const kilobytes = Math.ceil(bytes / BYTES_PER_KILOBYTE);
  return `${counted(rows, 'row')} of ${counted(files, 'file')}, ${counted(columns.length, 'column')}, ${kilobytes} kB; ${exactness}`;
}
