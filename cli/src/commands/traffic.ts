import { dateParts } from '../dateColumns.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { progressBar } from '../output/progressBar.ts';
import { styleFor } from '../output/style.ts';
import { httpAddress } from '../traffic/addressOption.ts';
import { createLabelSender } from '../traffic/labelSender.ts';
import { headerOptions, requestHeaders } from '../traffic/requestHeaders.ts';
import { requestPlan } from '../traffic/requestPlan.ts';
import { createSender } from '../traffic/sender.ts';
import { sendTraffic } from '../traffic/sendTraffic.ts';
import { shiftFrom } from '../traffic/shift.ts';
import { summaryText } from '../traffic/summaryText.ts';
import { trafficRows } from '../traffic/trafficRows.ts';
import { defineCommand } from './defineCommand.ts';
import { fileOptions, readFileOptions } from './fileOptions.ts';
import { names } from './nameList.ts';
import { mandatory, optional, repeatable, withDefault } from './option.ts';
import { assignments, duration, number, oneOf, share, text, wholeNumber } from './textReaders.ts';

/** `modelmonitor traffic` */
export const trafficCommand = defineCommand({
  name: 'traffic',
  summary: 'send the rows of a file to a /predict endpoint',
  synopsis: '--url URL --data FILE [options]',
  about: [
    'Draws random rows of a CSV (also gzipped) or Parquet file and POSTs each as {"features": {NAME: VALUE, …}} at a',
    'given rate, without waiting for earlier responses. Then prints counts by status and latency percentiles, measured',
    'from the time a request was due. Without --count and --duration it sends as many requests as the file has rows.',
    'With --labels, the label of each row is sent to /feedback some time after its prediction. Ctrl-C stops it early.',
    '',
    'Exit code 0: at least one response, 1: no response or bad input, 2: wrong usage.',
  ].join('\n'),
  options: {
    url: mandatory(httpAddress, { value: 'URL', help: 'endpoint, such as http://127.0.0.1:8000/predict' }),
    data: mandatory(text, { value: 'FILE', help: 'CSV or Parquet file with the rows to send' }),
    columns: optional(names, { value: 'NAME,…', help: 'columns to send (default: all)' }),
    exclude: repeatable(names, { value: 'NAME,…', help: 'columns not to send, such as the target' }),
    labels: optional(text, { value: 'NAME', help: 'column with the labels: not sent to /predict, but to /feedback after each prediction' }),
    'label-delay': withDefault(duration, { value: 'TIME', help: 'time from a prediction to its label', default: '5s' }),
    types: repeatable(assignments(oneOf('numeric', 'categorical')), {
      value: 'NAME=TYPE,…',
      help: 'send a column as numbers (numeric) or as text (categorical); by default whole numbers are sent as numbers',
    }),
    dates: optional(dateParts, {
      value: 'PARTS',
      help: 'also send these parts of dates, as `train --dates` requires them: year, month, weekday, hour',
    }),
    ...fileOptions,
    rate: withDefault(number({ above: 0, to: 100_000 }), { value: 'N', help: 'requests per second, on average', default: '50' }),
    count: optional(wholeNumber(1, 100_000_000), { value: 'N', help: 'requests to send' }),
    duration: optional(duration, { value: 'TIME', help: 'how long to send, such as 30s or 5m' }),
    concurrency: withDefault(wholeNumber(1, 10_000), {
      value: 'N',
      help: 'maximum number of concurrent requests; others wait',
      default: '64',
    }),
    shift: repeatable(assignments(shiftFrom), {
      value: 'NAME=SHIFT,…',
      help: 'shift a column by standard deviations (+2sd), by a percentage (-10%), or in its own unit (+3.5)',
    }),
    invalid: withDefault(share, { value: 'SHARE', help: 'share of invalid requests, of several kinds, such as 5%', default: '0%' }),
    seed: withDefault(wholeNumber(0, 2 ** 32 - 1), {
      value: 'N',
      help: 'random seed; the same seed sends the same requests',
      default: '1',
    }),
    ...headerOptions,
    timeout: withDefault(duration, { value: 'TIME', help: 'how long to wait for a response', default: '30s' }),
  },
  examples: [
    'modelmonitor traffic --url http://127.0.0.1:8000/predict --data wine.csv --exclude cultivar --count 500',
    'modelmonitor traffic --url http://127.0.0.1:8000/predict --data wine.csv --labels cultivar --label-delay 30s --duration 10m',
    'modelmonitor traffic --url http://127.0.0.1:8000/predict --data wine.csv --exclude cultivar --shift alcohol=+2sd,hue=-10% --invalid 5% --rate 200 --duration 1m',
  ],
  run: async (values, { stdout, stderr, env, cwd, clock, signal }) => {
    const headers = await requestHeaders(values, cwd);
    const shifts = new Map(values.shift.flat());
    const rows = await trafficRows({
      file: values.data,
      cwd,
      columns: values.columns,
      exclude: values.exclude.flat(),
      labels: values.labels,
      shifts,
      types: new Map(values.types.flat()),
      reading: readFileOptions(values),
      dates: values.dates,
    });
    const durationMilliseconds = values.duration ?? Number.POSITIVE_INFINITY;
    const count = values.count ?? (values.duration === undefined ? rows.count : Number.POSITIVE_INFINITY);
    const connection = { headers, connections: values.concurrency, timeoutMilliseconds: values.timeout };
    const sender = createSender({ ...connection, url: values.url });
    const feedback = values.labels === undefined ? undefined : createSender({ ...connection, url: feedbackAddress(values.url) });
    const labels = feedback && createLabelSender({ sender: feedback, delayMilliseconds: values['label-delay'], clock, signal });
    const bar = progressBar({ stderr, clock });
    const summary = await sendTraffic(
      requestPlan(rows, values),
      { count, durationMilliseconds, concurrency: values.concurrency },
      {
        sender,
        labels,
        clock,
        signal,
        onProgress: (finished, elapsed) =>
          bar.update(Math.max(finished / count, elapsed / durationMilliseconds), countOf(finished, 'request')),
      },
    ).finally(() => Promise.all([sender.close(), feedback?.close()]));
    bar.clear();
    stdout.write(summaryText(summary, styleFor(stdout, env)));
    return summary.answered > 0 ? exitCode.ok : exitCode.failed;
  },
});

/** The address for labels beside that for predictions. */
function feedbackAddress(predict: URL): URL {
  if (!predict.pathname.endsWith('/predict'))
    throw new UsageError(`--labels: expected a --url that ends with /predict, got ${predict.href}`);
  return new URL(predict.href.replace(/\/predict(?=$|\?)/, '/feedback'));
}
