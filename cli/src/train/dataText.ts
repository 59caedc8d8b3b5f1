import { printable } from '@modelmonitor/api/plain';
import { countOf } from '../output/countOf.ts';
import { namesText } from '../output/namesText.ts';
import { type LeftOutColumn, leftOutReasons } from './featureColumn.ts';
import type { TrainingData } from './trainingData.ts';
import type { TrainTestSplit } from './trainTestSplit.ts';

/** Names shown of each reason; of wide files there are hundreds. */
/** What is trained on: rows and features, what was left out and why, the target. */
export function dataText(
  { contract, target, targetName, leftOut, notes, dates = [] }: TrainingData,
  { train, test }: TrainTestSplit,
  { data, seed }: { readonly data: string; readonly seed: number },
): string {
  const { task, features, classes } = contract;
  const dropped = Object.entries({
    'beyond a sample': leftOut.notSampled,
    [`without a value of ${targetName}`]: leftOut.withoutTarget,
    'with a missing feature': leftOut.incomplete,
  });
  const optional = features.filter((feature) => feature.optional === true).map(({ name }) => name);
  return [
    `${data}: ${countOf(target.length, 'row')}, ${countOf(features.length, 'feature')}`,
    ...notes.map((note) => `  ${note}`),
    ...dropped.filter(([, rows]) => rows > 0).map(([reason, rows]) => `  ${countOf(rows, 'row')} ${reason} dropped`),
    ...(leftOut.columns.length === 0 ? [] : [`  ${countOf(leftOut.columns.length, 'column')} left out: ${columnsText(leftOut.columns)}`]),
    ...(dates.length === 0 ? [] : [`  parts of dates, which requests contain: ${namesText(dates)}`]),
    ...(optional.length === 0 ? [] : [`  optional, since the data has gaps: ${namesText(optional)}`]),
    `${task} of ${targetName}${task === 'classification' ? `: ${classes.map(printable).join(', ')}` : ''}`,
    `training on ${countOf(train.length, 'row')}, testing on ${test.length.toLocaleString('en-US')} (seed ${seed})`,
    '',
  ].join('\n');
}

function columnsText(columns: readonly LeftOutColumn[]): string {
  const byReason = Map.groupBy(columns, ({ reason }) => reason);
  return [...byReason].map(([reason, group]) => `${namesText(group.map(({ name }) => name))} (${leftOutReasons[reason]})`).join(', ');
}
