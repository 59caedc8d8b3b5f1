import type { ReadType } from '@modelmonitor/tables';
import { inferTypes, type ReadFileOptions, readTable } from '@modelmonitor/tables/files';
import { namesAmong, possibleNames } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';
import { type FeatureColumn, featureColumn } from './featureColumn.ts';
import { type ColumnChoice, featureNames } from './featureNames.ts';
import type { TrainingData } from './trainingData.ts';
import { type TargetChoice, type TrainingTarget, trainingTarget } from './trainingTarget.ts';

export interface TrainingDataChoice extends ColumnChoice, TargetChoice {
  /** Whether rows with a missing feature are dropped; otherwise they are an error. */
  readonly dropMissing: boolean;
  readonly reading?: ReadFileOptions;
}

/** With fewer rows neither a forest nor its test is meaningful, and a drift check rejects the reference. */
const fewestRows = 10;

/**
 * Reads training data from a CSV or Parquet file. Numbers are numeric features unless the choice overrides it, all other columns are
 * categorical; rows without a target are dropped.
 *
 * @throws DriftDataError if the file cannot be read
 * @throws InputError, UsageError if it does not match the choice
 */
export async function readTrainingData(path: string, choice: TrainingDataChoice): Promise<TrainingData> {
  const inferred = await inferTypes(path, { ...choice.reading, columns: choiceNames(choice) });
  const names = featureNames(Object.keys(inferred), choice);
  const types = { ...featureTypes(names, inferred, choice), ...targetType(inferred, choice) };
  const { columns, hash } = await readTable(path, { ...choice.reading, columns: [...names, choice.target], types });
  const target = columns.at(-1);
  if (target === undefined) throw new InputError(`${path} has no column ${JSON.stringify(choice.target)}`);
  const given = trainingTarget(target, choice);
  return completeData(columns.slice(0, -1).map(featureColumn), given, { ...choice, path, hash });
}

/** Columns that the user names; no others are left out. */
function choiceNames({ target, features = [], exclude = [], categorical = [] }: ColumnChoice): string[] {
  return [target, ...possibleNames([...features, ...exclude, ...categorical])];
}

function featureTypes(
  names: readonly string[],
  inferred: Readonly<Record<string, ReadType>>,
  choice: ColumnChoice,
): Record<string, ReadType> {
  const categorical = namesAmong(choice.categorical ?? [], Object.keys(inferred));
  const typeOf = (name: string): ReadType => {
    const type = inferred[name] ?? 'categorical';
    if (categorical.includes(name)) return type === 'integer' ? 'integer' : 'categorical';
    return type === 'categorical' ? 'categorical' : 'numeric';
  };
  return Object.fromEntries(names.map((name) => [name, typeOf(name)]));
}

function targetType(inferred: Readonly<Record<string, ReadType>>, { target, task }: TrainingDataChoice): Record<string, ReadType> {
  return { [target]: task === 'regression' ? 'numeric' : (inferred[target] ?? 'categorical') };
}

interface Origin extends TrainingDataChoice {
  readonly path: string;
  readonly hash: string;
}

function completeData(features: readonly FeatureColumn[], { task, classes, values }: TrainingTarget, origin: Origin): TrainingData {
  const labelled = [...values.keys()].filter((row) => !Number.isNaN(values[row]));
  const rows = labelled.filter((row) => features.every((feature) => !Number.isNaN(feature.values[row])));
  const incomplete = labelled.length - rows.length;
  if (incomplete > 0 && !origin.dropMissing) throw new InputError(missingValuesText(features, labelled, incomplete));
  if (rows.length < fewestRows) {
    throw new InputError(
      `expected at least ${fewestRows} complete rows to train on, got ${rows.length} of the ${values.length} in ${origin.path}`,
    );
  }
  if (classes.length > 0) requireRowsOfTwoClasses(new Set(rows.map((row) => values[row])).size, origin.target);
  return {
    contract: { task, features: features.map(({ feature }) => feature), classes },
    targetName: origin.target,
    matrix: Float64Array.from(rows.flatMap((row) => features.map((feature) => feature.values[row] ?? Number.NaN))),
    target: rows.map((row) => values[row] ?? Number.NaN),
    hash: origin.hash,
    leftOut: { withoutTarget: values.length - labelled.length, incomplete },
  };
}

function requireRowsOfTwoClasses(found: number, target: string): void {
  if (found >= 2) return;
  throw new InputError(`expected complete rows of at least two classes of ${JSON.stringify(target)}, got ${found}`);
}

function missingValuesText(features: readonly FeatureColumn[], rows: readonly number[], incomplete: number): string {
  const counts = features
    .map(({ feature, values }) => ({ name: feature.name, missing: rows.filter((row) => Number.isNaN(values[row])).length }))
    .filter(({ missing }) => missing > 0);
  const named = counts.slice(0, 5).map(({ name, missing }) => `${missing} in ${JSON.stringify(name)}`);
  const rest = counts.length > named.length ? ` and more in ${counts.length - named.length} other columns` : '';
  return `expected finite values in every row, got missing or infinite ones: ${named.join(', ')}${rest}; --drop-missing drops the ${incomplete} rows`;
}
