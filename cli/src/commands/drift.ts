import { categoricalMethods, numericMethods, type Report } from '@modelmonitor/api';
import { renderHtml } from '@modelmonitor/drift';
import type { CommandContext } from '../context.ts';
import { compareFiles } from '../drift/compareFiles.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { reportSentence, reportTable } from '../output/reportTable.ts';
import { styleFor } from '../output/style.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { defineCommand } from './defineCommand.ts';
import { defaulted, flag, optional, repeated, required } from './option.ts';
import { assignments, names, number, oneOf, text, wholeNumber } from './textReaders.ts';

const file = (help: string, short?: string) => ({ value: 'FILE', help, ...(short === undefined ? {} : { short }) });

/** `modelmonitor drift` */
export const driftCommand = defineCommand({
  name: 'drift',
  summary: 'compare two CSV or Parquet files',
  synopsis: '--reference R --current C [options]',
  about: [
    'Compares the columns of two CSV (also gzipped) or Parquet files and says which of them drifted, with the tests',
    'and thresholds of the drift job. Columns take the type the reference gives them: numbers are numeric; whole',
    'numbers of at most ten different values, truth values and text are categorical. A column is drifted when its',
    'p-value is below the threshold (ks, chisquare, z) or its distance reaches it (wasserstein, jensenshannon,',
    'psi).',
    '',
    'Exit code 0: compared, 1: the input is bad, 2: wrong usage, 3: drifted (with --fail-on-drift).',
  ].join('\n'),
  options: {
    reference: required(text, file('the data to compare with')),
    current: required(text, file('the data to judge')),
    columns: optional(names, { value: 'NAME,…', help: 'columns to compare; all of the reference when absent' }),
    types: repeated(assignments(oneOf('numeric', 'categorical')), { value: 'NAME=TYPE,…', help: 'numeric or categorical, by column' }),
    'numeric-method': defaulted(oneOf('auto', ...numericMethods), {
      value: 'METHOD',
      help: `method of numeric columns: auto, ${numericMethods.join(', ')}`,
      default: 'auto',
    }),
    'categorical-method': defaulted(oneOf('auto', ...categoricalMethods), {
      value: 'METHOD',
      help: `method of categorical columns: auto, ${categoricalMethods.join(', ')}`,
      default: 'auto',
    }),
    method: repeated(assignments(oneOf('auto', ...numericMethods)), { value: 'NAME=METHOD,…', help: 'method by column' }),
    threshold: repeated(assignments(number({ above: 0 })), { value: 'NAME=NUMBER,…', help: 'threshold by column' }),
    correction: defaulted(oneOf('none', 'bonferroni', 'benjaminiHochberg'), {
      value: 'NAME',
      help: 'correction of the p-values for testing many columns: none, bonferroni, benjaminiHochberg',
      default: 'none',
    }),
    share: defaulted(number({ above: 0, to: 1 }), {
      value: 'SHARE',
      help: 'share of drifted columns from which the data set counts as drifted',
      default: '0.5',
    }),
    'min-rows': defaulted(wholeNumber(1), {
      value: 'ROWS',
      help: 'current rows needed for a verdict; with fewer it is unknown',
      default: '1',
    }),
    json: optional(text, file('write the report as JSON; - writes it to standard output instead of the table')),
    html: optional(text, file('write the report as a page')),
    'fail-on-drift': flag('exit with 3 when the data set drifted'),
  },
  examples: [
    'modelmonitor drift --reference train.csv --current today.csv --html drift.html',
    'modelmonitor drift --reference train.parquet --current today.parquet --numeric-method psi --threshold alcohol=0.25 --json -',
  ],
  run: async (values, context) => {
    if (values.html === '-') throw new UsageError('--html needs a file, got -');
    const report = await compareFiles(
      {
        reference: values.reference,
        current: values.current,
        columns: values.columns,
        typeOf: new Map(values.types.flat()),
        choices: {
          numericMethod: values['numeric-method'],
          categoricalMethod: values['categorical-method'],
          methodOf: new Map(values.method.flat()),
          thresholdOf: new Map(values.threshold.flat()),
          correction: values.correction,
          share: values.share,
          minRows: values['min-rows'],
        },
      },
      { cwd: context.cwd, now: context.clock.now() },
    );
    await delivered(report, { json: values.json, html: values.html, context });
    return report.verdict === 'drifted' && values['fail-on-drift'] ? exitCode.drifted : exitCode.ok;
  },
});

interface Delivery {
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly context: CommandContext;
}

async function delivered(report: Report, { json, html, context }: Delivery): Promise<void> {
  const { stdout, stderr, env, cwd } = context;
  const jsonText = `${JSON.stringify(report, null, 2)}\n`;
  const said = json === '-' ? stderr : stdout;
  for (const warning of report.warnings) stderr.write(`note: ${warning}\n`);
  if (json === '-') stdout.write(jsonText);
  else stdout.write(`${reportTable(report, styleFor(stdout, env))}\n`);
  said.write(`${reportSentence(report)}\n`);
  const files = [json === '-' ? undefined : json, html] as const;
  if (files[0] !== undefined) await writeOutput(files[0], jsonText, cwd);
  if (files[1] !== undefined) await writeOutput(files[1], renderHtml(report), cwd);
  for (const path of files) if (path !== undefined) said.write(`wrote ${path}\n`);
}
