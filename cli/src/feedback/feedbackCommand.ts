import { defineCommand } from '../commands/defineCommand.ts';
import { fileOptions, readFileOptions } from '../commands/fileOptions.ts';
import { mandatory, repeatable, withDefault } from '../commands/option.ts';
import { duration, text, wholeNumber } from '../commands/textReaders.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { progressBar } from '../output/progressBar.ts';
import { httpAddress } from '../traffic/addressOption.ts';
import { headerOptions, requestHeaders } from '../traffic/requestHeaders.ts';
import { createSender } from '../traffic/sender.ts';
import { readLabelBatches } from './labelBatches.ts';
import { createLabelSending, type SentLabels } from './sendLabels.ts';

/** `modelmonitor feedback` */
export const feedbackCommand = defineCommand({
  name: 'feedback',
  summary: 'send the labels of a file to a /feedback endpoint',
  synopsis: '--url URL --data FILE [--id COLUMN --actual COLUMN] [options]',
  about: [
    'Reads ids of predictions and their labels from CSV (also gzipped), Parquet or NDJSON files a few thousand at a time, sends them in',
    'order, and prints how many belong to known predictions. Labels of other ids wait in the store until their prediction arrives. Of several',
    'labels of an id the last one counts; sending a file twice changes nothing.',
    '',
    'While the server does not respond, or responds with 429 or 5xx, a request is repeated for a minute. If sending stops, --skip continues',
    'where it did. Ctrl-C stops it early.',
    '',
    'Exit code 0: all labels were sent, 1: some were not, or bad input, 2: wrong usage.',
  ].join('\n'),
  options: {
    url: mandatory(httpAddress, { value: 'URL', help: 'endpoint, such as http://127.0.0.1:8000/feedback' }),
    data: repeatable(text, {
      value: 'FILE',
      help: 'CSV, Parquet or NDJSON file (.ndjson, .jsonl); a pattern with * names several files',
      atLeastOnce: true,
    }),
    id: withDefault(text, { value: 'COLUMN', help: 'column with the id of the prediction', default: 'id' }),
    actual: withDefault(text, { value: 'COLUMN', help: 'column with the label', default: 'actual' }),
    skip: withDefault(wholeNumber(0, 1e12), { value: 'ROWS', help: 'rows at the start that were sent before', default: '0' }),
    ...fileOptions,
    ...headerOptions,
    timeout: withDefault(duration, { value: 'TIME', help: 'how long to wait for a response', default: '60s' }),
  },
  examples: [
    'modelmonitor feedback --url http://127.0.0.1:8000/feedback --data labels.csv',
    "modelmonitor feedback --url https://models.example.com/churn/feedback --token-file token --data 'labels/*.parquet' --id order --actual returned",
  ],
  run: async (values, { stdout, stderr, cwd, clock, signal }) => {
    const headers = await requestHeaders(values, cwd);
    const sender = createSender({ url: values.url, headers, connections: 1, timeoutMilliseconds: values.timeout });
    const sending = createLabelSending({ sender, clock, signal, skip: values.skip });
    const bar = progressBar({ stderr, clock });
    let problem: string | undefined;
    try {
      const files = { data: values.data, id: values.id, actual: values.actual, cwd, reading: readFileOptions(values) };
      await readLabelBatches(files, async (batch) => {
        problem = await sending.send(batch);
        bar.update(batch.share, countOf(sending.sent.sent, 'label'));
        return problem === undefined && !signal.aborted;
      });
    } finally {
      bar.clear();
      await sender.close();
      stdout.write(summary(sending.sent));
    }
    if (problem === undefined && !signal.aborted) return exitCode.ok;
    const reason = problem === undefined ? 'interrupted' : `the server did not take the labels: ${problem}`;
    stderr.write(`modelmonitor feedback: ${reason}; continue with --skip ${sending.finishedRows()}\n`);
    return exitCode.failed;
  },
});

function summary({ sent, joined, changed, missing, unknown, unknownIds }: SentLabels): string {
  const number = (count: number) => count.toLocaleString('en-US');
  const parts = [
    `${number(joined)} joined${changed === 0 ? '' : `, ${number(changed)} of them changed`}`,
    ...(missing === 0 ? [] : [`${number(missing)} without a value`]),
    ...(unknown === 0
      ? []
      : [`${number(unknown)} of unknown predictions (${unknownIds.join(', ')}${unknown > unknownIds.length ? ', …' : ''})`]),
  ];
  return `${countOf(sent, 'label')} sent: ${parts.join('; ')}\n`;
}
