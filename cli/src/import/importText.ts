import { printable } from '@modelmonitor/api/plain';
import type { OpenedModel } from '../model/openModel.ts';
import { countOf } from '../output/countOf.ts';
import { namesText } from '../output/namesText.ts';
import type { ImportedData } from './readImportData.ts';

/** What was imported: the model, the data, and what was found rather than said. */
export function importText(opened: OpenedModel, file: string, { data, predictions, target, isRecorded, isUnnamed }: ImportedData): string {
  const { features, task, classes } = data.contract;
  const optional = features.filter((feature) => feature.optional === true).map(({ name }) => name);
  const ignored = data.otherColumns;
  const lines = [
    `${opened.source}: ${opened.description.writtenBy ?? `format ${opened.format}`}, ${task}, ${countOf(features.length, 'feature')}`,
    ...(classes.length === 0
      ? []
      : [
          `  classes: ${classes.map(printable).join(', ')}${isUnnamed ? ' (numbers, since neither the model nor the data names them; --classes does)' : orderText(target)}`,
        ]),
    `${file}: ${countOf(data.target.length, 'row')}`,
    ...data.notes.map((note) => `  ${note}`),
    ...(data.leftOut.notSampled > 0 ? [`  ${countOf(data.leftOut.notSampled, 'row')} beyond a sample left out`] : []),
    ...(isRecorded && target !== undefined
      ? [
          `  recorded predictions: ${printable(target.name)}, ${task === 'classification' ? `the same in ${percent(target.agreement)} of the rows` : `R² ${target.agreement.toFixed(3)}`}`,
        ]
      : []),
    target === undefined || isRecorded
      ? '  target: no column holds labels that fit the predictions; --target names one'
      : `  target: ${printable(target.name)}, ${agreementText(target.agreement, task)}`,
    ...(ignored.length === 0 ? [] : [`  ignored: ${namesText(ignored)}`]),
    ...(optional.length === 0 ? [] : [`  optional, since the data has gaps: ${namesText(optional)}`]),
    ...(predictions.refused === undefined
      ? []
      : [`  ${countOf(predictions.refused.rows, 'row')} without a prediction: ${predictions.refused.reason}`]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function orderText(target: ImportedData['target']): string {
  switch (target?.order) {
    case 'alphabet':
      return ' (in alphabetical order, since the model has no names of them; --classes gives another order)';
    case 'predictions':
      return ' (in the order in which predictions and labels agree, since the model has no names of them; --classes gives another order)';
    default:
      return '';
  }
}

function agreementText(agreement: number, task: 'classification' | 'regression'): string {
  return task === 'classification'
    ? `predicted right in ${percent(agreement)} of the rows`
    : `R² of the predictions ${agreement.toFixed(3)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
