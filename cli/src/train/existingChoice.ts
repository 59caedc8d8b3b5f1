import { directoryMonitor } from './directoryMonitor.ts';
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
  const monitor = await directoryMonitor(directory);
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
