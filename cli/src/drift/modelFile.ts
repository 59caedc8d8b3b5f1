import { relative } from 'node:path';
import { ownValue } from '@modelmonitor/api/plain';
import type { Model, ModelContract } from '@modelmonitor/models';
import { type ReadFileOptions, streamRows } from '@modelmonitor/tables/files';
import { withUserNames } from '../dataFiles.ts';
import { type ModelColumns, modelColumns } from '../model/modelColumns.ts';
import { bindModel, type OpenedModel } from '../model/openModel.ts';

/** A model and its contract; features have the names of the columns of the data. */
export interface ModelFile {
  readonly model: Model;
  readonly contract: ModelContract;
}

/** The data whose features are ranked. */
interface RankedData {
  readonly cwd: string;
  /** Its absolute path. */
  readonly path: string;
  readonly reading: ReadFileOptions;
  /** Columns that are no features: what the model answered, and what was true. */
  readonly answers: readonly string[];
  /** Class names that the user gives, in their order. */
  readonly classes: readonly string[];
}

/**
 * Reads a model of any format. What its file does not say comes from the data: names by the order of the columns, types and categories by
 * their values.
 *
 * @throws InputError when it cannot be read, or the data lacks a column
 */
export async function readModelFile(opened: OpenedModel, { cwd, path, reading, answers, classes }: RankedData): Promise<ModelFile> {
  const { source } = opened;
  const { classes: known, classCount } = opened.description;
  const isUnnamed = known === undefined && classes.length > 0 && classes.length === classCount;
  const found = await withUserNames([relative(cwd, path)], cwd, (paths) =>
    streamRows(paths, reading, ({ columns, distinct }) =>
      modelColumns(source, opened.description, {
        data: { source: relative(cwd, path), columns: columns.filter(({ name }) => !answers.includes(name)), distinct },
        choice: { types: new Map(), ...(isUnnamed ? { classes } : {}) },
      }),
    ),
  );
  return withColumnNames(await bindModel(opened, found.contract), found);
}

/** Libraries change names, such as blanks to _: reports have the names of the data. */
function withColumnNames(model: Model, { contract, columns }: ModelColumns): ModelFile {
  const features = contract.features.map((feature, index) => ({ ...feature, name: columns[index] as string }));
  const categories = contract.features.flatMap(({ name }, index) => {
    const values = ownValue(model.categories, name);
    return values === undefined ? [] : [[columns[index] as string, values] as const];
  });
  return { model: { ...model, categories: Object.fromEntries(categories) }, contract: { ...contract, features } };
}
