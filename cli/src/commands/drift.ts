import { availableParallelism } from 'node:os';
import { categoricalMethods, columnMethods, methodFacts, numericMethods, type Report } from '@modelmonitor/api/plain';
import { renderHtml } from '@modelmonitor/report';
import type { CommandContext } from '../context.ts';
import { answerColumns } from '../drift/answerColumns.ts';
import { compareDataFiles } from '../drift/compareDataFiles.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { progressBar } from '../output/progressBar.ts';
import { reportSentence, reportTable } from '../output/reportTable.ts';
import { sectionLines } from '../output/sectionLines.ts';
import { styleFor } from '../output/style.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { defineCommand } from './defineCommand.ts';
import { defaulted, flag, optional, repeated } from './option.ts';
import { assignments, bytes, names, number, oneOf, text, wholeNumber } from './textReaders.ts';

const file = (help: string, short?: string) => ({ value: 'FILE', help, ...(short === undefined ? {} : { short }) });

/** `modelmonitor drift` */
export const driftCommand = defineCommand({
  name: 'drift',
  summary: 'compare two CSV or Parquet files',
  synopsis: '--reference R --current C [options]',
  about: [
    'Compares the columns of two CSV (also gzipped) or Parquet files and says which of them drifted, with the tests',
    'and thresholds of the drift job. Columns take the type the reference gives them: numbers are numeric; whole',
    'numbers of at most ten different values, booleans and text are categorical. A column is drifted when the p-value',
    'of its method is below the threshold, or the distance above it. The methods with their default thresholds:',
    `${methodLimits()}.`,
    '',
    'A side may be several files with the same columns: * and ? stand for them (quote the pattern), or the option is',
    'given again. Columns are read one after the other, so that files larger than the memory can be compared.',
    '',
    'Exit code 0: compared, 1: the comparison failed, 2: wrong usage or bad input, 3: drifted (with --fail-on-drift).',
  ].join('\n'),
  options: {
    reference: repeated(text, { ...file('the data to compare with, or its profile; * stands for several files'), atLeastOnce: true }),
    current: repeated(text, { ...file('the data to judge; * stands for several files'), atLeastOnce: true }),
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
    'effect-floor': defaulted(number({ from: 0, to: 1 }), {
      value: 'SIZE',
      help: 'size of effect below which a significant p-value of more than 1000 rows is immaterial',
      default: '0.02',
    }),
    memory: defaulted(bytes, { value: 'SIZE', help: 'memory to take at most, such as 512MB or 2GB', default: '1GB' }),
    jobs: defaulted(wholeNumber(1, 256), {
      value: 'THREADS',
      help: 'threads to use at most; as many as the machine has cores when absent',
      default: `${availableParallelism()}`,
    }),
    target: optional(text, { value: 'NAME', help: 'column of what was true: no feature, but tested, and performance is judged by it' }),
    prediction: optional(text, { value: 'NAME', help: 'column of what a model answered: no feature, but tested' }),
    probability: repeated(assignments(text), { value: 'CLASS=NAME,…', help: 'columns of the probability of each class' }),
    model: optional(text, file('forest of `modelmonitor train`: ranks its features by drift times importance')),
    json: optional(text, file('write the report as JSON; - writes it to standard output instead of the table')),
    format: defaulted(oneOf('modelmonitor', 'evidently'), {
      value: 'NAME',
      help: 'shape of the JSON: modelmonitor, or evidently, that of its DataDriftPreset',
      default: 'modelmonitor',
    }),
    html: optional(text, file('write the report as a page')),
    quality: optional(text, file('check data quality and stability too, and write that as a page')),
    'fail-on-drift': flag('exit with 3 when the data set drifted'),
  },
  examples: [
    'modelmonitor drift --reference train.csv --current today.csv --html drift.html',
    'modelmonitor drift --reference scored.csv --current today.csv --target churned --prediction predicted --quality data_stability_test.html',
    'modelmonitor drift --reference train.parquet --current today.parquet --numeric-method psi --threshold alcohol=0.25 --json -',
  ],
  run: async (values, context) => {
    if (values.html === '-') throw new UsageError('--html needs a file, got -');
    if (values.quality === '-') throw new UsageError('--quality needs a file, got -');
    const progress = progressBar(context);
    const report = await compareDataFiles(
      {
        reference: values.reference,
        current: values.current,
        columns: values.columns,
        typeOf: new Map(values.types.flat()),
        limits: { memoryBytes: values.memory, jobs: values.jobs },
        sections: {
          answers: answerColumns({
            target: values.target,
            prediction: values.prediction,
            probabilities: new Map(values.probability.flat()),
          }),
          quality: values.quality !== undefined,
          model: values.model,
        },
        choices: {
          numericMethod: values['numeric-method'],
          categoricalMethod: values['categorical-method'],
          methodOf: new Map(values.method.flat()),
          thresholdOf: new Map(values.threshold.flat()),
          correction: values.correction,
          share: values.share,
          minRows: values['min-rows'],
          effectFloor: values['effect-floor'],
        },
      },
      {
        cwd: context.cwd,
        now: context.clock.now(),
        signal: context.signal,
        onProgress: (done, all) => progress.update(done / all, `${done} of ${all} columns`),
      },
    ).finally(() => progress.clear());
    await delivered(report, values, context);
    return report.verdict === 'drifted' && values['fail-on-drift'] ? exitCode.drifted : exitCode.ok;
  },
});

interface Delivery {
  readonly json: string | undefined;
  readonly format: 'modelmonitor' | 'evidently';
  readonly html: string | undefined;
  readonly quality: string | undefined;
}

/** Every drift method with its default threshold. */
function methodLimits(): string {
  return columnMethods
    .map(
      (name) => `${name} (${methodFacts[name].score === 'p_value' ? 'p ' : ''}${methodFacts[name].drift} ${methodFacts[name].threshold})`,
    )
    .join(', ');
}

async function delivered(report: Report, { json, format, html, quality }: Delivery, context: CommandContext): Promise<void> {
  const { stdout, stderr, env, cwd } = context;
  const document = format === 'evidently' ? (await import('@modelmonitor/report/evidently')).evidentlyReport(report) : report;
  const jsonText = `${JSON.stringify(document, null, 2)}\n`;
  const said = json === '-' ? stderr : stdout;
  for (const warning of report.warnings) stderr.write(`note: ${warning}\n`);
  if (json === '-') stdout.write(jsonText);
  else stdout.write(`${reportTable(report, styleFor(stdout, env))}\n`);
  for (const line of [reportSentence(report), ...sectionLines(report)]) said.write(`${line}\n`);
  const pages: readonly (readonly [string | undefined, () => string | Promise<string>])[] = [
    [json === '-' ? undefined : json, () => jsonText],
    [html, () => renderHtml(report)],
    [quality, async () => (await import('@modelmonitor/report/quality')).renderQualityHtml(report)],
  ];
  for (const [path, page] of pages) if (path !== undefined) await writeOutput(path, await page(), cwd);
  for (const [path] of pages) if (path !== undefined) said.write(`wrote ${path}\n`);
}
