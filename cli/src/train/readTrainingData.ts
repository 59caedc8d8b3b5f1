import { ownValue } from '@modelmonitor/api/plain';
import type { Column, ReadType } from '@modelmonitor/tables';
import { inferTypes, type ReadFileOptions, type ReadTableResult, readTable } from '@modelmonitor/tables/files';
import { listText } from '../commands/nameList.ts';
import { dateColumnValues } from '../dateColumns.ts';
import { InputError } from '../errors.ts';
import { type ColumnPlan, type ColumnPlanChoice, choiceNames, columnPlan } from './columnPlan.ts';
import { type FeatureColumn, featureColumn, type LeftOutColumn, leftOutReasons } from './featureColumn.ts';
import type { TrainingData } from './trainingData.ts';
import { type TargetChoice, type TrainingTarget, trainingTarget } from './trainingTarget.ts';

export interface TrainingDataChoice extends ColumnPlanChoice, TargetChoice {
  /** Whether rows with a missing feature are dropped; otherwise the model learns from them. */
  readonly dropMissing: boolean;
  /** Of the sample, if the file has more rows than are trained on. */
  readonly seed: number;
  /** Categories that the resource lists already, by feature. */
  readonly known?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly reading?: ReadFileOptions;
}

/** With fewer rows neither a forest nor its test is meaningful, and a drift check rejects the reference. */
const fewestRows = 10;
/** Each tree draws at most 1,000 rows; of larger files a sample is as good. */
const mostRows = 100_000;
/** Limit of the resource. */
const mostFeatures = 1000;

/**
 * Reads training data from a CSV or Parquet file. Numbers are numeric features unless the choice overrides it, all other columns are
 * categorical. Rows without a target are dropped; columns that cannot be features are left out.
 *
 * @throws DriftDataError if the file cannot be read
 * @throws InputError, UsageError if it does not match the choice
 */
export async function readTrainingData(path: string, choice: TrainingDataChoice): Promise<TrainingData> {
  const inferred = await inferTypes(path, { ...choice.reading, columns: choiceNames(choice) });
  const plan = columnPlan(inferred, choice);
  const table = await readTable(path, {
    ...choice.reading,
    columns: [...columnsOfFile(plan), choice.target],
    types: { ...plan.types, [choice.target]: targetType(ownValue(inferred, choice.target), choice) },
    maxRows: mostRows,
    seed: choice.seed,
  });
  const target = table.columns.at(-1);
  if (target === undefined) throw new InputError(`${path} has no column ${JSON.stringify(choice.target)}`);
  const given = trainingTarget(target, choice);
  const labelled = [...given.values.keys()].filter((row) => !Number.isNaN(given.values[row]));
  requireRows(labelled.length, given.values.length);
  const readable = table.columns.slice(0, -1).filter(({ name }) => !table.reasons.has(name));
  const converted = columnsAsFeatures(columnsOfPlan(readable, plan), labelled, { plan, known: choice.known, notations: table.notations });
  const leftOut = [
    ...plan.times.map((name) => ({ name, reason: 'time' as const })),
    ...[...table.reasons.keys()].map((name) => ({ name, reason: 'unclear' as const })),
    ...table.leftOut
      .filter((name) => !choiceNames(choice).includes(name))
      .map((name) => ({ name, reason: table.empty.includes(name) ? ('empty' as const) : ('rowNames' as const) })),
    ...converted.leftOut,
  ];
  const { features } = converted;
  requireFeatures(features, leftOut);
  const rows = { labelled, all: given.values.length, inFile: table.rowsInFile };
  const data = trainingData(
    { features, leftOut, target: given, rows },
    { ...choice, hash: table.hash, notes: table.notes, columns: [...plan.all, ...table.leftOut] },
  );
  const parts = new Set(plan.dates.map(({ name }) => name));
  return { ...data, dates: data.contract.features.map(({ name }) => name).filter((name) => parts.has(name)) };
}

/** The columns of the file that are read, those of dates included. */
function columnsOfFile({ names, dates }: ColumnPlan): string[] {
  const derived = new Set(dates.map(({ name }) => name));
  return [...new Set([...names.filter((name) => !derived.has(name)), ...dates.map(({ source }) => source)])];
}

/** The columns of the file and the parts of dates that may be features, in their order. */
function columnsOfPlan(columns: readonly Column[], { names, dates, categorical }: ColumnPlan): Column[] {
  const derived = columns.flatMap((column) =>
    dateColumnValues(
      column,
      dates.filter(({ source }) => source === column.name),
    ),
  );
  const byName = new Map(
    [...columns, ...derived.map((column) => (categorical.includes(column.name) ? asCategories(column) : column))].map((column) => [
      column.name,
      column,
    ]),
  );
  return names.flatMap((name) => byName.get(name) ?? []);
}

function asCategories(column: Extract<Column, { readonly type: 'numeric' }>): Column {
  const values = Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
  return { name: column.name, type: 'categorical', values };
}

interface ColumnsChoice extends Pick<TrainingDataChoice, 'known'> {
  readonly plan: ColumnPlan;
  readonly notations: ReadTableResult['notations'];
}

/** The columns that can be features, and the others. Numbers that only count the rows are better than no feature at all. */
function columnsAsFeatures(
  columns: readonly Column[],
  rows: readonly number[],
  { plan: { named, dates }, known, notations }: ColumnsChoice,
): { readonly features: readonly FeatureColumn[]; readonly leftOut: readonly LeftOutColumn[] } {
  const derived = new Set(dates.map(({ name }) => name));
  const read = (column: Column, isNamed: boolean) => {
    const { name } = column;
    return featureColumn(column, { rows, isNamed, isDerived: derived.has(name), known: known?.get(name), notation: notations.get(name) });
  };
  const all = columns.map((column) => read(column, named.has(column.name)));
  const leftOut = all.filter((column) => 'reason' in column);
  if (leftOut.length === all.length) {
    const counting = columns.filter(
      ({ name, type }) => type === 'numeric' && leftOut.some((one) => one.name === name && one.reason === 'identifier'),
    );
    if (counting.length > 0) {
      const features = counting.map((column) => read(column, true)).filter((column) => 'feature' in column);
      return { features, leftOut: leftOut.filter(({ name }) => !features.some(({ feature }) => feature.name === name)) };
    }
  }
  return { features: all.filter((column) => 'feature' in column), leftOut };
}

/** Classes are read as texts, which keep zeros in front. */
function targetType(inferred: ReadType = 'categorical', { task }: TargetChoice): ReadType {
  if (task !== undefined) return task === 'regression' ? 'numeric' : 'categorical';
  return inferred === 'numeric' ? 'numeric' : 'categorical';
}

function requireRows(labelled: number, all: number): void {
  if (labelled >= fewestRows) return;
  throw new InputError(`expected at least ${fewestRows} rows with a target to train on, got ${labelled} of the ${all} rows of the file`);
}

function requireFeatures(features: readonly FeatureColumn[], leftOut: readonly LeftOutColumn[]): void {
  if (features.length > mostFeatures) {
    const [most, got] = [mostFeatures, features.length].map((count) => count.toLocaleString('en-US'));
    const surplus = features.slice(mostFeatures).map(({ feature }) => feature.name);
    throw new InputError(
      `expected at most ${most} features, the limit of a ModelMonitor, got ${got}; name the features with --features, or leave out the last ${surplus.length.toLocaleString('en-US')}: --exclude ${listText(surplus)}`,
    );
  }
  if (features.length > 0) return;
  const reasons = leftOut.slice(0, 5).map(({ name, reason }) => `${JSON.stringify(name)} (${leftOutReasons[reason]})`);
  const more = leftOut.length > reasons.length ? ` and ${leftOut.length - reasons.length} more` : '';
  throw new InputError(
    `expected at least one column to learn from, got only ${reasons.join(', ')}${more}; name columns with --features to use them as they are`,
  );
}

interface Origin extends TrainingDataChoice {
  readonly hash: string;
  /** Names of all columns of the file. */
  readonly columns: readonly string[];
  readonly notes: readonly string[];
}

interface ReadColumns {
  readonly features: readonly FeatureColumn[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly target: TrainingTarget;
  readonly rows: { readonly labelled: readonly number[]; readonly all: number; readonly inFile: number };
}

function trainingData({ features, leftOut, target, rows }: ReadColumns, origin: Origin): TrainingData {
  const isComplete = (place: number) => features.every(({ values }) => !Number.isNaN(values[place]));
  const places = [...rows.labelled.keys()].filter((place) => !origin.dropMissing || isComplete(place));
  if (places.length < fewestRows) {
    throw new InputError(
      `expected at least ${fewestRows} complete rows to train on, got ${places.length} of the ${rows.all} rows; omit --drop-missing to train on rows with gaps`,
    );
  }
  const labels = places.map((place) => target.values[rows.labelled[place] as number] as number);
  if (target.classes.length > 0) requireRowsOfTwoClasses(new Set(labels).size, origin.target);
  const matrix = new Float64Array(places.length * features.length);
  for (const [column, { values }] of features.entries()) {
    for (const [row, place] of places.entries()) matrix[row * features.length + column] = values[place] as number;
  }
  return {
    contract: { task: target.task, features: features.map(({ feature }) => feature), classes: target.classes },
    targetName: origin.target,
    matrix,
    target: labels,
    hash: origin.hash,
    otherColumns: origin.columns.filter((name) => name !== origin.target && !features.some(({ feature }) => feature.name === name)),
    leftOut: {
      columns: leftOut,
      withoutTarget: rows.all - rows.labelled.length,
      incomplete: rows.labelled.length - places.length,
      notSampled: rows.inFile - rows.all,
    },
    notes: origin.notes,
  };
}

function requireRowsOfTwoClasses(found: number, target: string): void {
  if (found >= 2) return;
  throw new InputError(`expected rows of at least two classes of ${JSON.stringify(target)}, got ${found}`);
}
