import { ownValue } from '@modelmonitor/api/plain';
import { type Model, type ModelContract, ModelInputError } from '@modelmonitor/models';
import type { ReadFileOptions, ReadTableResult } from '@modelmonitor/tables/files';
import { InputError } from '../errors.ts';
import { bindModel, type OpenedModel } from '../model/openModel.ts';
import { rowMatrix } from '../predict/rowMatrix.ts';
import { readDataFile } from '../readDataFile.ts';
import { notationField, type TrainingFeature } from '../train/featureColumn.ts';
import type { TrainingData } from '../train/trainingData.ts';
import { type ChosenTarget, chooseTarget } from './chooseTarget.ts';
import { type ImportColumns, type ImportColumnsChoice, importColumns } from './importColumns.ts';
import { predictRows, type RowPredictions } from './predictRows.ts';
import { mayBePrediction } from './targetNames.ts';

export interface ImportDataOptions {
  /** The data, as the user named it. */
  readonly file: string;
  readonly cwd: string;
  readonly reading: ReadFileOptions;
  readonly choice: ImportColumnsChoice;
  readonly seed: number;
}

/** A model with data of its kind, as the manifests need both. */
export interface ImportedData {
  readonly data: TrainingData;
  readonly model: Model;
  readonly predictions: RowPredictions;
  /** Undefined where no column holds labels or recorded predictions. */
  readonly target: ChosenTarget | undefined;
  /** Whether its values are predictions that were recorded, and no labels. */
  readonly isRecorded: boolean;
  /** Whether the classes have numbers for names, since neither the model nor the data names them. */
  readonly isUnnamed: boolean;
}

/** More rows show no more of a distribution, and make a reference that no ConfigMap holds. */
const mostRows = 100_000;

/**
 * Reads data for a model: its features as the file of the model describes them, the column of labels, and the predictions of all rows.
 *
 * @throws InputError with what the model and the data have, and the option that decides
 */
export async function readImportData(opened: OpenedModel, options: ImportDataOptions): Promise<ImportedData> {
  const { file, cwd, reading, choice, seed } = options;
  const first = await readDataFile(file, { ...reading, cwd, types: Object.fromEntries(choice.types), maxRows: mostRows, seed });
  const columns = await withColumnNames(opened, await importColumns(opened, { file, table: first, choice }));
  // A server gets texts, whatever their order here.
  const found = opened.place?.remote === undefined ? columns : { ...columns, notes: [] };
  const table = await readColumns(first, found, options);
  const indices = found.columns.map((name) => table.columns.findIndex((column) => column.name === name));
  const batch = { before: 0, rows: table.rows, columns: indices.map((index) => table.columns[index]?.values ?? []) };
  const read = async (contract: ModelContract) => {
    const model = await bindModel(opened, contract);
    const matrix = rowMatrix(contract, model, file)(batch);
    return { model, matrix, predictions: await predictRows(model, matrix, { count: table.rows, classes: contract.classes.length }) };
  };
  const bound = await read(found.contract);
  const isUnnamed = choice.classes === undefined && holdsNoClassNames(opened, found.contract);
  const target = chooseTarget({
    contract: found.contract,
    isUnnamed,
    predictions: bound.predictions,
    columns: table.columns.filter(({ name }) => found.candidates.includes(name)),
    isNamed: found.isTargetNamed,
    source: opened.source,
    file,
  });
  const contract = target !== undefined && isUnnamed ? { ...found.contract, classes: target.classes } : found.contract;
  // Bound again, since the classes have names now.
  const final = contract === found.contract ? bound : await read(contract);
  if (final.predictions.refused?.rows === table.rows)
    throw new InputError(`${file}: ${opened.source} predicts none of its rows: ${final.predictions.refused.reason}`);
  const features = await Promise.all(
    contract.features.map(async (feature, index) =>
      featureOf(feature, {
        model: final.model,
        mayPredictUnseen: final.model.predictsUnseen ?? opened.predictsUnseen,
        column: table.columns[indices[index] as number],
        table,
        contract,
        index,
      }),
    ),
  );
  const isRecorded = target !== undefined && !found.isTargetNamed && mayBePrediction(target.name);
  const labels = isRecorded ? undefined : target;
  const data = trainingData({ features, contract, found, target: labels, table, matrix: final.matrix, indices, options });
  return { data, model: final.model, predictions: final.predictions, target, isRecorded, isUnnamed: isUnnamed && target === undefined };
}

/** Requests hold the names of the data, where the model accepts them: libraries change some, such as blanks to _. */
async function withColumnNames(opened: OpenedModel, found: ImportColumns): Promise<ImportColumns> {
  const { contract, columns } = found;
  if (contract.features.every(({ name }, index) => name === columns[index])) return found;
  const named = { ...contract, features: contract.features.map((feature, index) => ({ ...feature, name: columns[index] as string })) };
  try {
    await opened.bind(named);
    return { ...found, contract: named };
  } catch {
    return found;
  }
}

/** The features as the model takes them, and what may hold labels. */
async function readColumns(
  first: ReadTableResult,
  found: ImportColumns,
  { file, cwd, reading, seed }: ImportDataOptions,
): Promise<ReadTableResult> {
  const { contract, columns, candidates } = found;
  const isClassification = contract.task === 'classification';
  const labels = candidates.filter(
    (name) => isClassification || ownValue(first.types, name) === 'numeric' || ownValue(first.types, name) === 'integer',
  );
  const types = [
    ...labels.map((name) => [name, isClassification ? 'categorical' : 'numeric'] as const),
    ...contract.features.map(({ type }, index) => [columns[index] as string, type] as const),
  ];
  const names = [...new Set([...columns, ...labels])];
  return readDataFile(file, { ...reading, cwd, columns: names, types: Object.fromEntries(types), maxRows: mostRows, seed });
}

/** Whether the model holds no names of its classes, or numbers that only count them. */
function holdsNoClassNames({ description: { classes } }: OpenedModel, contract: ModelContract): boolean {
  return contract.task === 'classification' && (classes === undefined || classes.every((name, index) => name === String(index)));
}

interface FeatureFacts {
  readonly model: Model;
  /** Whether the resource may let it predict categories that it does not know. */
  readonly mayPredictUnseen: boolean;
  readonly contract: ModelContract;
  readonly index: number;
  readonly table: ReadTableResult;
  readonly column: ReadTableResult['columns'][number] | undefined;
}

async function featureOf(
  { name, type, values }: ModelContract['features'][number],
  { model, mayPredictUnseen, contract, index, table, column }: FeatureFacts,
): Promise<TrainingFeature> {
  const gaps = column?.type === 'numeric' ? !column.values.every(Number.isFinite) : column?.values.includes(null) === true;
  const optional = gaps ? { optional: true as const } : {};
  if (type === 'numeric') return { name, type, ...notationField(table.notations.get(column?.name ?? '')), ...optional };
  const categories = ownValue(model.categories, name) ?? values ?? [];
  const unseen =
    mayPredictUnseen && (await predictsUnseen(model, contract, { index, code: categories.length })) ? { unseen: 'predict' as const } : {};
  return { name, type, values: categories, ...unseen, ...optional };
}

/** Whether a model predicts a row with a category that it does not know, as its library does. */
async function predictsUnseen(
  model: Model,
  { features }: ModelContract,
  { index, code }: { index: number; code: number },
): Promise<boolean> {
  try {
    const row = Float64Array.from(features, (_, place) => (place === index ? code : 0));
    const { values } = await model.predict(row, 1);
    return Number.isFinite(values[0]);
  } catch (cause) {
    if (cause instanceof ModelInputError) return false;
    throw cause;
  }
}

interface DataParts {
  readonly features: readonly TrainingFeature[];
  readonly contract: ModelContract;
  readonly found: ImportColumns;
  readonly target: ChosenTarget | undefined;
  readonly table: ReadTableResult;
  readonly matrix: Float64Array;
  readonly indices: readonly number[];
  readonly options: ImportDataOptions;
}

function trainingData({ features, contract, found, target, table, matrix, indices, options }: DataParts): TrainingData {
  const { columns, all, notes } = found;
  return {
    contract: { ...contract, features },
    targetName: target?.name ?? options.choice.existing?.target ?? freeName('target', columns),
    matrix,
    unknown: unknownCategories(features, { table, matrix, indices }),
    target: target === undefined ? new Array<number>(table.rows).fill(Number.NaN) : [...target.values],
    hash: table.hash,
    otherColumns: all.filter((name) => name !== target?.name && !features.some((feature) => feature.name === name)),
    leftOut: { columns: [], withoutTarget: 0, incomplete: 0, notSampled: table.rowsInFile - table.rows },
    notes: [...table.notes, ...notes],
  };
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`${name}_`, taken) : name;
}

/** The texts of cells whose category the model does not know, for the reference. */
function unknownCategories(
  features: readonly TrainingFeature[],
  { table, matrix, indices }: Pick<DataParts, 'table' | 'matrix' | 'indices'>,
): ReadonlyMap<number, string> {
  const unknown = new Map<number, string>();
  for (const [index, { type, values = [] }] of features.entries()) {
    if (type === 'numeric') continue;
    const texts = table.columns[indices[index] as number]?.values ?? [];
    for (let row = 0; row < table.rows; row++) {
      const cell = row * features.length + index;
      if ((matrix[cell] as number) >= values.length) unknown.set(cell, String(texts[row]));
    }
  }
  return unknown;
}
