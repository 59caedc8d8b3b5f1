import { type ReadTableResult, readTable } from '../table/readTable.ts';
import type { ReadType } from '../table/readType.ts';
import type { Configuration } from './configuration.ts';

/** Column of a reference that holds the model's answers. */
export const PREDICTION = 'prediction';

// The same sample in every run, so that two runs differ by their window only.
const SAMPLE_SEED = 20_240_501;

/** Names of the features a report may speak of, in the order of the model. */
export function visibleFeatures({ monitor: { spec } }: Configuration): string[] {
  return spec.model.features.map(({ name }) => name).filter((name) => !isRedacted(spec.capture.redact, name));
}

/** The features that are kept out of everything. */
export function redactedFeatures({ monitor: { spec } }: Configuration): string[] {
  return spec.model.features.map(({ name }) => name).filter((name) => isRedacted(spec.capture.redact, name));
}

/** Reads the reference: features, answers and labels as far as it has them, at most `spec.drift.reference.rows` rows. */
export function readReference(configuration: Configuration): Promise<ReadTableResult> {
  const { model, drift } = configuration.monitor.spec;
  const answer: ReadType = model.task === 'classification' ? 'categorical' : 'numeric';
  const features = visibleFeatures(configuration);
  const types = new Map<string, ReadType>([
    [PREDICTION, answer],
    [model.target.name, answer],
  ]);
  for (const { name, type } of model.features) types.set(name, type);
  return readTable(configuration.referencePath, {
    columns: [...new Set([...features, PREDICTION, model.target.name])].filter(
      (name) => !isRedacted(configuration.monitor.spec.capture.redact, name),
    ),
    types: Object.fromEntries(types),
    maxRows: drift.reference.rows,
    seed: SAMPLE_SEED,
  });
}

function isRedacted(redact: readonly string[] | undefined, name: string): boolean {
  return redact?.includes(name) === true;
}
