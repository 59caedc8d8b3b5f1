import type { ReadTableResult } from '@modelmonitor/tables/files';
import { InputError } from '../errors.ts';
import { type ModelChoice, type ModelColumns, type ModelData, modelColumns } from '../model/modelColumns.ts';
import type { OpenedModel } from '../model/openModel.ts';
import { requireColumns } from '../requireColumns.ts';
import type { ExistingModel } from './existingModel.ts';
import { mayBeTarget } from './targetNames.ts';

export interface ImportColumns extends ModelColumns {
  /** Columns that may hold labels: the one that the user names, or all that the model does not use. */
  readonly candidates: readonly string[];
  /** Whether the user, or the model that this one joins, names the column of labels. */
  readonly isTargetNamed: boolean;
  /** All columns of the file. */
  readonly all: readonly string[];
}

export interface ImportColumnsChoice extends ModelChoice {
  readonly target: string | undefined;
  /** The model that this one joins as another version. */
  readonly existing: ExistingModel | undefined;
}

/**
 * Divides the columns of a file into those that a model reads, those that may hold labels, and others.
 *
 * @throws InputError with what both have, and the option that decides
 */
export async function importColumns(
  { source, description }: Pick<OpenedModel, 'source' | 'description'>,
  { file, table, choice }: { readonly file: string; readonly table: ReadTableResult; readonly choice: ImportColumnsChoice },
): Promise<ImportColumns> {
  const read = table.columns.map(({ name }) => name);
  const left = table.leftOut.filter((name) => !table.empty.includes(name));
  const all = [...left, ...read];
  const { existing } = choice;
  const named = choice.target ?? (existing !== undefined && all.includes(existing.target) ? existing.target : undefined);
  const target =
    named === undefined
      ? targetByPlace({ source, description }, read, { ...choice, file })
      : requireColumns({ option: '--target', names: [named], file, columns: all })[0];
  const types = new Map([...[...(existing?.types ?? [])].filter(([name]) => all.includes(name)), ...choice.types]);
  const columns = [...left.map((name) => ({ name, isLeftOut: true })), ...read.map((name) => ({ name, isLeftOut: false }))];
  const data: ModelData = { source: file, columns: columns.filter(({ name }) => name !== target), distinct: distinctOf(table) };
  const found = inOrderOf(existing, await modelColumns(source, description, { data, choice: { ...choice, types } }));
  const unused = read.filter((name) => !found.columns.includes(name));
  return { ...found, candidates: target === undefined ? unused : [target], isTargetNamed: named !== undefined, all };
}

/** Another version has the features in the order of the first. */
function inOrderOf(existing: ExistingModel | undefined, found: ModelColumns): ModelColumns {
  const { features } = found.contract;
  const order = [...(existing?.types.keys() ?? [])].map((name) => features.findIndex((feature) => feature.name === name));
  if (order.length !== features.length || order.includes(-1)) return found;
  return {
    ...found,
    contract: { ...found.contract, features: order.map((index) => features[index] as (typeof features)[number]) },
    columns: order.map((index) => found.columns[index] as string),
  };
}

/**
 * The column of labels beside the features of a model without names, of which only the order counts; undefined where every column is a
 * feature, or names tell.
 */
function targetByPlace(
  { source, description: { features } }: Pick<OpenedModel, 'source' | 'description'>,
  columns: readonly string[],
  { features: named, file }: ImportColumnsChoice & { readonly file: string },
): string | undefined {
  if (named !== undefined || features?.every(({ name }) => name !== undefined && columns.includes(name)) === true) return undefined;
  const [first, last] = [columns[0], columns.at(-1)];
  const byName = columns.filter(mayBeTarget);
  if (features === undefined) {
    if (byName.length === 1) return byName[0];
    throw new InputError(`--target is required: ${source} does not say which columns it reads; ${file} has ${columns.join(', ')}`);
  }
  if (columns.length !== features.length + 1) return undefined;
  return byName.length > 0 ? byName.at(-1) : [last, first].find((name) => name !== undefined);
}

function distinctOf(table: ReadTableResult): ModelData['distinct'] {
  return (name, most) => {
    const column = table.columns.find((one) => one.name === name);
    const texts = new Set<string>();
    for (const value of column?.values ?? []) {
      if (value === null || Number.isNaN(value)) continue;
      texts.add(String(value));
      if (texts.size >= most) break;
    }
    return Promise.resolve([...texts].sort());
  };
}
