import { createValidator, type ModelMonitor } from '@modelmonitor/api';
import { type Document, parseDocument } from 'yaml';
import { InputError } from '../errors.ts';
import { yamlOptions } from '../manifests/yamlText.ts';
import type { TrainingData } from './trainingData.ts';

/** A `monitor.yaml`: its content, and the document with its comments. */
export interface ExistingMonitor {
  readonly monitor: ModelMonitor;
  readonly document: Document;
}

/**
 * The monitor of a `monitor.yaml` to which a model of this data can be added.
 *
 * @param path path as the user gave it
 * @throws InputError if it is not a valid ModelMonitor, or describes another model
 */
export function existingMonitor(text: string, path: string, data: TrainingData): ExistingMonitor {
  const document = parseDocument(text, yamlOptions);
  const [broken] = document.errors;
  if (broken !== undefined) throw new InputError(`${path} is not YAML: ${broken.message.split('\n')[0]}`, { cause: broken });
  const { monitor, problems } = createValidator()(document.toJS());
  if (monitor === undefined) {
    throw new InputError(
      `${path} is not a valid ModelMonitor: ${problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ')}`,
    );
  }
  const difference = differenceOf(monitor, data);
  if (difference !== undefined) throw new InputError(`${path} describes another model: ${difference}; choose another directory`);
  return { monitor, document };
}

function differenceOf({ spec: { model } }: ModelMonitor, { contract, targetName }: TrainingData): string | undefined {
  const facts: Readonly<Record<string, readonly [unknown, unknown]>> = {
    task: [model.task, contract.task],
    features: [
      model.features.map(({ name, type }) => `${name} (${type})`).join(', '),
      contract.features.map(({ name, type }) => `${name} (${type})`).join(', '),
    ],
    target: [model.target.name, targetName],
    classes: [(model.target.classes ?? []).join(', '), contract.classes.join(', ')],
  };
  const found = Object.entries(facts).find(([, [there, here]]) => there !== here);
  return found === undefined ? undefined : `its ${found[0]}: ${found[1][0] || 'none'}; of the data: ${found[1][1] || 'none'}`;
}
