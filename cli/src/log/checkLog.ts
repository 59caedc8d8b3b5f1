import { checkLedger, type StoreHealth, type WriterFinding } from '@modelmonitor/store';
import { defineCommand } from '../commands/defineCommand.ts';
import { flag } from '../commands/option.ts';
import { exitCode } from '../exitCode.ts';
import { countOf } from '../output/countOf.ts';
import { logOptions, useLog } from './openLog.ts';

/** `modelmonitor log check` */
export const checkLogCommand = defineCommand({
  name: 'log check',
  summary: 'compare what predictors counted with the rows that are stored',
  synopsis: '-f DIR | --store URL|FILE --monitor NS/NAME [--json]',
  about: [
    'For each process that wrote to the log: predicted rows that it has seen = written + queued + dropped + failed, by its last account; rows in',
    'the ledger of its batches = stored + deleted, by the tables. Rows that were queued when a process was killed are reported as lost.',
    '',
    'Exit code 0: every row is accounted for, 1: something is not, or bad input, 2: wrong usage.',
  ].join('\n'),
  options: { ...logOptions, json: flag('print JSON') },
  examples: [
    'modelmonitor log check -f examples/wine',
    'modelmonitor log check --store postgres://reader@db/log --monitor default/wine --credentials password --json',
  ],
  run: (values, context) =>
    useLog(values, context, async ({ monitor, store }) => {
      const writers = checkLedger(await store.readLedger(), context.clock.now().getTime());
      const health = await store.health();
      const problems = writers.reduce((sum, writer) => sum + writer.problems.length, 0);
      const name = `${monitor.namespace}/${monitor.name}`;
      context.stdout.write(
        values.json
          ? `${JSON.stringify({ monitor: name, isComplete: problems === 0, totals: totalsOf(writers), health, writers }, null, 2)}\n`
          : textOf(name, writers, health),
      );
      return problems === 0 ? exitCode.ok : exitCode.failed;
    }),
});

function totalsOf(writers: readonly WriterFinding[]) {
  const sum = (value: (writer: WriterFinding) => number) => writers.reduce((total, writer) => total + value(writer), 0);
  const all = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);
  return {
    seen: sum(({ seen, written }) => seen ?? written),
    written: sum(({ written }) => written),
    stored: sum(({ stored }) => stored),
    deleted: sum(({ deleted }) => deleted),
    queued: sum(({ queued }) => queued),
    dropped: sum(({ dropped }) => all(dropped)),
    failed: sum(({ failed }) => all(failed)),
    lost: sum(({ lost }) => lost),
  };
}

function textOf(name: string, writers: readonly WriterFinding[], { bytes, waitingLabels }: StoreHealth): string {
  const { seen, written, queued, dropped, failed, lost, stored, deleted } = totalsOf(writers);
  const lines = [
    `${name}: ${countOf(writers.length, 'writer')}, ${countOf(seen, 'predicted row')}`,
    `  seen ${seen} = written ${written} + queued ${queued} + dropped ${dropped} + failed ${failed} + lost ${lost}`,
    `  written ${written} = stored ${stored} + deleted ${deleted}`,
    ...(bytes === null ? [] : [`  ${(bytes / 2 ** 20).toFixed(1)} MiB`]),
    ...(waitingLabels === 0 ? [] : [`  ${countOf(waitingLabels, 'id')} with a label wait for their row`]),
    ...writers.flatMap(notableLines),
    writers.every(({ problems }) => problems.length === 0) ? 'every row is accounted for' : 'not every row is accounted for',
  ];
  return `${lines.join('\n')}\n`;
}

/** Writers that one has to know of. */
function notableLines({ writer, state, recordedAt, lost, dropped, failed, problems }: WriterFinding): string[] {
  const reasons = Object.entries({ ...dropped, ...failed }).filter(([, count]) => count > 0);
  return [
    ...(lost > 0
      ? [`  ${writer}: ${countOf(lost, 'row')} in its queue when it ended (last account ${new Date(recordedAt ?? 0).toISOString()})`]
      : []),
    ...(reasons.length > 0 ? [`  ${writer}: ${reasons.map(([reason, count]) => `${reason} ${count}`).join(', ')}`] : []),
    ...problems.map((problem) => `  ${writer} (${state}): ${problem}`),
  ];
}
