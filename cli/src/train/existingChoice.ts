import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createValidator } from '@modelmonitor/api';
import { parseDocument } from 'yaml';
import { yamlOptions } from '../manifests/yamlText.ts';
import type { TrainingDataChoice } from './readTrainingData.ts';

/** What a directory decides about the data of another version of its model. */
type ExistingChoice = Pick<TrainingDataChoice, 'features' | 'categorical' | 'task' | 'known'>;

/**
 * The features, task and categories of the monitor in a directory, so that another version is trained on the same ones, whatever the new data
 * looks like by itself.
 *
 * @returns nothing where there is no valid monitor of this target
 */
export async function existingChoice(directory: string, target: string): Promise<ExistingChoice> {
  const text = await readFile(join(directory, 'monitor.yaml'), 'utf8').catch(() => '');
  const document = parseDocument(text, yamlOptions);
  const { monitor } = document.errors.length > 0 ? { monitor: undefined } : createValidator()(document.toJS());
  if (monitor === undefined || monitor.spec.model.target.name !== target) return {};
  const { features, task } = monitor.spec.model;
  const categorical = features.filter(({ type }) => type === 'categorical');
  return {
    task,
    features: features.map(({ name }) => name),
    categorical: categorical.map(({ name }) => name),
    known: new Map(categorical.map(({ name, values = [] }) => [name, values])),
  };
}
