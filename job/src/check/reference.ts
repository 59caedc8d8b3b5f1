import type { ModelMonitor } from '@modelmonitor/api';
import type { ReadType } from '@modelmonitor/tables';
import { type ReadTableResult, readTable } from '@modelmonitor/tables/files';
import type { Configuration } from './configuration.ts';

/** Column of a reference that holds the model's answers. */
export const PREDICTION = 'prediction';

// The same sample in every run, so that two runs differ by their window only.
const SAMPLE_SEED = 20_240_501;

/** Whether the model has a feature of that name: a column of a reference that has it is an input, not what the model predicted. */
export function isFeature({ features }: ModelMonitor['spec']['model'], name: string): boolean {
  return features.some((feature) => feature.name === name);
}

/** Names of the features a report may speak of, in the order of the model. */
export function visibleFeatures({ monitor: { spec } }: Pick<Configuration, 'monitor'>): string[] {
  return spec.model.features.map(({ name }) => name).filter((name) => !isRedacted(spec.capture.redact, name));
}

/** The features that are kept out of everything. */
export function namesOfRedacted({ monitor: { spec } }: Configuration): string[] {
  return spec.model.features.map(({ name }) => name).filter((name) => isRedacted(spec.capture.redact, name));
}

/** Prefix of the columns of a reference that hold the probability of a class. */
const PROBABILITY = 'probability_';

/** How columns of a reference are read, by name: features as the model declares them, answers as its task says. */
export function referenceTypes({ monitor: { spec } }: Configuration): Record<string, ReadType> {
  const { model } = spec;
  const answer: ReadType = model.task === 'classification' ? 'categorical' : 'numeric';
  const types = new Map<string, ReadType>([
    ...(model.target.classes ?? []).map((name): [string, ReadType] => [probabilityColumn(name), 'numeric']),
    [PREDICTION, answer],
    [model.target.name, answer],
  ]);
  for (const { name, type } of model.features) types.set(name, type);
  return Object.fromEntries(types);
}

/** Reads the rows of the reference: features, answers, probabilities and labels as far as it has them, at most `spec.drift.reference.rows`. */
export function readReference(configuration: Configuration): Promise<ReadTableResult> {
  const { model, drift, capture } = configuration.monitor.spec;
  const probabilities = (model.target.classes ?? []).map(probabilityColumn);
  const columns = [...new Set([...visibleFeatures(configuration), PREDICTION, ...probabilities, model.target.name])];
  return readTable(configuration.referencePath, {
    columns: columns.filter((name) => !isRedacted(capture.redact, name)),
    types: referenceTypes(configuration),
    unreadable: 'text',
    maxRows: drift.reference.rows,
    seed: SAMPLE_SEED,
  });
}

/** Column of a reference that holds the probability of a class. */
export function probabilityColumn(className: string): string {
  return `${PROBABILITY}${className}`;
}

function isRedacted(redact: readonly string[] | undefined, name: string): boolean {
  return redact?.includes(name) === true;
}
