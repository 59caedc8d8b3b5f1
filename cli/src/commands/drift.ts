import { availableParallelism } from 'node:os';
import { categoricalMethods, columnMethods, methodFacts, numericMethods, type Report } from '@modelmonitor/api/plain';
import type { CommandContext } from '../context.ts';
import { answerColumns } from '../drift/answerColumns.ts';
import { archiveAnswers } from '../drift/archiveAnswers.ts';
import { compareDataFiles } from '../drift/compareDataFiles.ts';
import { isDatabaseUrl } from '../drift/databaseUrl.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { openModel } from '../model/openModel.ts';
import { progressBar } from '../output/progressBar.ts';
import { reportSentence, reportTable } from '../output/reportTable.ts';
import { sectionLines } from '../output/sectionLines.ts';
import { styleFor, terminalWidth } from '../output/style.ts';
import { wrapText } from '../output/wrapText.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { defineCommand } from './defineCommand.ts';
import { fileOptions, readFileOptions } from './fileOptions.ts';
import { names } from './nameList.ts';
import { flag, optional, repeatable, withDefault } from './option.ts';
import { assignments, bytes, number, oneOf, segment, text, wholeNumber } from './textReaders.ts';

const file = (help: string, short?: string) => ({ value: 'FILE', help, ...(short === undefined ? {} : { short }) });

/** `modelmonitor drift` */
export const driftCommand = defineCommand({
  name: 'drift',
  summary: 'compare two CSV or Parquet files, or tables of databases',
  synopsis: '--reference R --current C [options]',
  about: [
    'Compares the columns of two CSV (also gzipped) or Parquet files and reports which of them drifted, with the tests',
    'and thresholds of the drift job. The reference determines the type of a column: numbers are numeric; whole',
    'numbers with at most ten distinct values, booleans and text are categorical. A column has drifted if the p-value',
    'of its method is below the threshold, or its distance above it, and the difference is significant (docs/drift.md).',
    'The methods with their default thresholds:',
    `${methodLimits()}.`,
    '',
    'Each side may consist of several files with the same columns: use a pattern with * or ? (in quotes), or repeat the',
    'option. Columns are read a few at a time, so files may be larger than memory. An archive of logged predictions names',
    'its label and prediction itself.',
    '',
    'A side may also be a table of a database, which is only read: postgresql://USER@HOST/DATABASE?table=SCHEMA.NAME or',
    'clickhouse://USER@HOST/DATABASE?table=NAME. Its current rows are counted there and do not travel; of a reference, at',
    'most 200,000 rows are read. &time=COLUMN&from=T&to=T chooses rows by time, with &rows=N the newest. Passwords are read from',
    'PGPASSWORD, PGPASSFILE, CLICKHOUSE_PASSWORD or --credentials FILE, not from the URL.',
    '',
    'Exit code 0: compared, 1: comparison failed, 2: wrong usage or bad input, 3: drifted (with --fail-on-drift).',
  ].join('\n'),
  options: {
    reference: repeatable(text, {
      ...file('reference data, its profile, or URL of a table; a pattern with * names several files'),
      atLeastOnce: true,
    }),
    current: repeatable(text, { ...file('current data, or URL of a table; a pattern with * names several files'), atLeastOnce: true }),
    columns: optional(names, {
      value: 'NAME,…',
      help: 'columns to compare (default: all columns of the reference); write a name with a comma as "a,b"',
    }),
    types: repeatable(assignments(oneOf('numeric', 'categorical')), {
      value: 'NAME=TYPE,…',
      help: 'type of a column: numeric or categorical',
    }),
    ...fileOptions,
    'numeric-method': withDefault(oneOf('auto', ...numericMethods), {
      value: 'METHOD',
      help: `method of numeric columns: auto, ${numericMethods.join(', ')}`,
      default: 'auto',
    }),
    'categorical-method': withDefault(oneOf('auto', ...categoricalMethods), {
      value: 'METHOD',
      help: `method of categorical columns: auto, ${categoricalMethods.join(', ')}`,
      default: 'auto',
    }),
    method: repeatable(assignments(oneOf('auto', ...numericMethods)), { value: 'NAME=METHOD,…', help: 'method of a column' }),
    threshold: repeatable(assignments(number({ above: 0 })), { value: 'NAME=NUMBER,…', help: 'threshold of a column' }),
    correction: withDefault(oneOf('none', 'bonferroni', 'benjaminiHochberg'), {
      value: 'NAME',
      help: 'correction of the p-values for the number of columns: none, bonferroni, benjaminiHochberg',
      default: 'benjaminiHochberg',
    }),
    'like-evidently': flag('verdicts of Evidently: the score alone decides, without significance, correction and effect floor'),
    share: withDefault(number({ above: 0, to: 1 }), {
      value: 'SHARE',
      help: 'share of drifted columns at which the data set has drifted',
      default: '0.5',
    }),
    'min-rows': withDefault(wholeNumber(1), {
      value: 'ROWS',
      help: 'current rows required for a verdict; with fewer it is unknown',
      default: '1',
    }),
    'effect-floor': withDefault(number({ from: 0, to: 1 }), {
      value: 'SIZE',
      help: 'effect size below which a significant p-value on more than 1000 rows is immaterial',
      default: '0.02',
    }),
    credentials: optional(text, file('file whose first line is the password of a database')),
    memory: withDefault(bytes, { value: 'SIZE', help: 'maximum memory, such as 512MB or 2GB', default: '1GB' }),
    jobs: withDefault(wholeNumber(1, 256), {
      value: 'THREADS',
      help: 'maximum number of threads; by default the number of CPU cores',
      default: `${availableParallelism()}`,
    }),
    target: optional(text, {
      value: 'NAME',
      help: 'ground-truth column: tested for drift apart from the features, and used to measure performance',
    }),
    prediction: optional(text, { value: 'NAME', help: 'column of predictions: tested for drift apart from the features' }),
    probability: repeatable(assignments(text), { value: 'CLASS=NAME,…', help: 'columns of predicted probabilities, one per class' }),
    segment: repeatable(segment, {
      value: 'NAME[=VALUE,…]',
      help: 'column whose values are compared one by one: all of the reference, or those listed',
    }),
    model: optional(text, file('model of any format: ranks features by drift × importance')),
    json: optional(text, file('write the report as JSON; - prints it instead of the table')),
    format: withDefault(oneOf('modelmonitor', 'evidently'), {
      value: 'NAME',
      help: 'format of the JSON: modelmonitor, or evidently (in the format of its DataDriftPreset)',
      default: 'modelmonitor',
    }),
    html: optional(text, file('write the report as an HTML page')),
    quality: optional(text, file('also check data quality and stability, and write the result as an HTML page')),
    'fail-on-drift': flag('exit with code 3 if the data set drifted'),
  },
  examples: [
    'modelmonitor drift --reference train.csv --current today.csv --html drift.html',
    'modelmonitor drift --reference scored.csv --current today.csv --target churned --prediction predicted --quality data_stability_test.html',
    'modelmonitor drift --reference train.parquet --current today.parquet --numeric-method psi --threshold alcohol=0.25 --json -',
  ],
  run: async (values, context) => {
    if (values.html === '-') throw new UsageError('--html: expected a file, got -');
    if (values.quality === '-') throw new UsageError('--quality: expected a file, got -');
    if (values['like-evidently'] && values.correction === 'bonferroni') {
      throw new UsageError('--like-evidently: expected no --correction, because Evidently corrects no p-values');
    }
    const progress = progressBar(context);
    const isInDatabase = [...values.reference, ...values.current].some(isDatabaseUrl);
    const compare = isInDatabase ? (await import('../drift/compareTables.ts')).compareTables : compareDataFiles;
    const named = { target: values.target, prediction: values.prediction, probabilities: new Map(values.probability.flat()) };
    const report = await compare(
      {
        reference: values.reference,
        current: values.current,
        columns: values.columns,
        typeOf: new Map(values.types.flat()),
        reading: readFileOptions(values),
        limits: { memoryBytes: values.memory, jobs: values.jobs },
        sections: {
          answers: answerColumns(isInDatabase ? named : await archiveAnswers(named, { ...values, cwd: context.cwd })),
          quality: values.quality !== undefined,
          segments: values.segment,
          model: values.model,
        },
        choices: {
          numericMethod: values['numeric-method'],
          categoricalMethod: values['categorical-method'],
          methodOf: new Map(values.method.flat()),
          thresholdOf: new Map(values.threshold.flat()),
          rules: values['like-evidently'] ? 'evidently' : 'guarded',
          correction: values.correction,
          share: values.share,
          minRows: values['min-rows'],
          effectFloor: values['effect-floor'],
        },
      },
      {
        cwd: context.cwd,
        openModel: (source) => openModel(source, context),
        now: context.clock.now(),
        env: context.env,
        clock: () => context.clock.monotonicMilliseconds(),
        credentials: values.credentials,
        signal: context.signal,
        onProgress: (done, all) => progress.update(done / all, `${done} of ${all} columns`),
      },
    ).finally(() => progress.clear());
    await writeReport(report, values, context);
    return report.verdict === 'drifted' && values['fail-on-drift'] ? exitCode.drifted : exitCode.ok;
  },
});

interface ReportOutputs {
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

async function writeReport(report: Report, { json, format, html, quality }: ReportOutputs, context: CommandContext): Promise<void> {
  const { stdout, stderr, env, cwd } = context;
  const document = format === 'evidently' ? (await import('@modelmonitor/report/evidently')).evidentlyReport(report) : report;
  const jsonText = `${JSON.stringify(document, null, 2)}\n`;
  const messages = json === '-' ? stderr : stdout;
  for (const warning of report.warnings) stderr.write(`note: ${warning}\n`);
  if (json === '-') stdout.writeExact(jsonText);
  else stdout.write(`${reportTable(report, { style: styleFor(stdout, env), width: terminalWidth(stdout) })}\n`);
  for (const line of [reportSentence(report), ...sectionLines(report)]) {
    for (const part of wrapText(line, terminalWidth(messages) ?? Infinity)) messages.write(`${part}\n`);
  }
  const pages: readonly (readonly [string | undefined, () => string | Promise<string>])[] = [
    [json === '-' ? undefined : json, () => jsonText],
    [html, async () => (await import('@modelmonitor/report')).renderHtml(report)],
    [quality, async () => (await import('@modelmonitor/report/quality')).renderQualityHtml(report)],
  ];
  for (const [path, page] of pages) if (path !== undefined) await writeOutput(path, await page(), cwd);
  for (const [path] of pages) if (path !== undefined) messages.write(`wrote ${path}\n`);
}
