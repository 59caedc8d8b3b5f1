import type { ModelContract, ModelDescription, ModelFeature } from '@modelmonitor/models';
import { findNotation, isPlainNumber } from '@modelmonitor/tables/values';
import { listText, type NameList, namesAmong } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';
import { countOf } from '../output/countOf.ts';
import { shortList } from '../output/shortList.ts';
import { requireColumns } from '../requireColumns.ts';

/** What a user states about a model, beyond its file. */
export interface ModelChoice {
  readonly task?: ModelContract['task'] | undefined;
  readonly classes?: NameList | undefined;
  readonly features?: NameList | undefined;
  readonly types: ReadonlyMap<string, ModelFeature['type']>;
}

/** Data that a model predicts. */
export interface ModelData {
  /** As the user named it. */
  readonly source: string;
  readonly columns: readonly { readonly name: string; readonly isLeftOut: boolean }[];
  /** Up to so many different texts of a column, sorted. */
  distinct(name: string, most: number): Promise<readonly string[]>;
}

/** How data becomes the rows of a model. */
export interface ModelColumns {
  readonly contract: ModelContract;
  /** The column of the data for each feature. */
  readonly columns: readonly string[];
  /** What was assumed, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/** Limits of the resource. */
const MOST_CATEGORIES = 1000;

/**
 * Finds the columns that a model reads, and what its file does not say: types, categories, class names.
 *
 * @param source of the model, as the user named it
 * @throws InputError with what the model and the data have, and the option that decides
 */
export async function modelColumns(
  source: string,
  description: ModelDescription,
  { data, choice }: { readonly data: ModelData; readonly choice: ModelChoice },
): Promise<ModelColumns> {
  const known = data.columns.map(({ name }) => name);
  requireColumns({ option: '--types', names: [...choice.types.keys()], file: data.source, columns: known });
  const isByOrder = hasMadeUpNames(description, known);
  const columns = featureColumns(source, isByOrder ? withoutNames(description) : description, { data, choice });
  const notes: string[] = [];
  const features: ModelFeature[] = [];
  for (const [index, column] of columns.entries()) {
    const { name: nameInFile = column, type, values } = description.features?.[index] ?? {};
    const name = isByOrder ? column : nameInFile;
    const texts = () => data.distinct(column, MOST_CATEGORIES + 1);
    const given = choice.types.get(column) ?? choice.types.get(name);
    // A file that holds only codes takes numbers: such columns are categories where they are codes throughout.
    const isOpen = type === undefined || (type === 'categorical' && values === undefined);
    const found = isOpen && given === undefined ? typeOf(await texts(), type) : type;
    const feature = given ?? found ?? 'numeric';
    if (feature === 'numeric') features.push({ name, type: feature });
    else if (values !== undefined) features.push({ name, type: feature, values });
    else {
      const categories = categoriesOf(await texts());
      if (categories === undefined)
        throw new InputError(
          `${data.source}: expected at most ${MOST_CATEGORIES} categories in column ${JSON.stringify(column)}, got more`,
        );
      if (!categories.areCodes)
        notes.push(
          `${JSON.stringify(column)}: ${source} has no names of its categories; those of the data are taken in alphabetical order`,
        );
      features.push({ name, type: feature, values: categories.names });
    }
  }
  const task = choice.task ?? (choice.classes === undefined ? description.task : 'classification');
  return {
    contract: { task, features, classes: task === 'classification' ? classNames(source, description, choice) : [] },
    columns,
    notes,
  };
}

const MADE_UP = /^(f|x|column_|feature_?)?\d+$/i;

/** Names that a library made up for the columns of an array, such as f0 and Column_0, are none where the data has others. */
function hasMadeUpNames({ features }: ModelDescription, columns: readonly string[]): boolean {
  return features?.every(({ name }) => name !== undefined && MADE_UP.test(name) && !columns.includes(name)) === true;
}

function withoutNames({ features = [], ...description }: ModelDescription): ModelDescription {
  return { ...description, features: features.map(({ name: _, ...feature }) => feature) };
}

function featureColumns(
  source: string,
  { features }: ModelDescription,
  { data, choice }: { readonly data: ModelData; readonly choice: ModelChoice },
): string[] {
  const known = data.columns.map(({ name }) => name);
  const usual = data.columns.filter(({ isLeftOut }) => !isLeftOut).map(({ name }) => name);
  const named =
    choice.features === undefined
      ? undefined
      : requireColumns({ option: '--features', names: choice.features, file: data.source, columns: known });
  if (features === undefined) return named ?? (choice.types.size > 0 ? [...choice.types.keys()] : usual);
  const names = features.flatMap(({ name }) => name ?? []);
  if (names.length === features.length) {
    const columns = columnsByName(source, names, data);
    if (named === undefined || (named.length === columns.length && named.every((name) => columns.includes(name)))) return columns;
    throw new InputError(`--features: ${source} names its features itself: ${shortList(names)}; got ${listText(named)}`);
  }
  // Without names only the order counts.
  const candidates = [named, [...choice.types.keys()], known, usual].find((list) => list?.length === features.length);
  if (named !== undefined && candidates !== named)
    throw new InputError(
      `--features: expected ${features.length} names, one per feature of ${source}, got ${named.length}: ${listText(named)}`,
    );
  if (candidates !== undefined) return candidates;
  throw new InputError(
    `${source} has ${features.length} features without names, ${data.source} has ${usual.length} columns: ${shortList(usual)}; --features names those of the model in its order`,
  );
}

function columnsByName(source: string, names: readonly string[], { source: file, columns }: ModelData): string[] {
  const exact = new Set(columns.map(({ name }) => name));
  const loose = Map.groupBy(columns, ({ name }) => identifier(name));
  const found = names.map((name) => {
    if (exact.has(name)) return name;
    const alike = loose.get(identifier(name)) ?? [];
    return alike.length === 1 ? alike[0]?.name : undefined;
  });
  const missing = names.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return found.filter((name) => name !== undefined);
  throw new InputError(
    `${file} lacks ${countOf(missing.length, 'column')} that ${source} needs: ${shortList(missing)}; the file has ${shortList([...exact])}`,
  );
}

/** Libraries replace signs in names, such as blanks, by _; tables lose blanks at their ends. */
function identifier(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]/gu, '_').replaceAll(/^_+|_+$/g, '');
}

/** Numbers are numeric, unless the model takes codes and all of them are. */
function typeOf(texts: readonly string[], type: ModelFeature['type'] | undefined): ModelFeature['type'] {
  if (!texts.every(isPlainNumber)) return type === undefined && areNumbers(texts) ? 'numeric' : 'categorical';
  return type === 'categorical' && texts.length > 0 && categoriesOf(texts)?.areCodes === true ? 'categorical' : 'numeric';
}

/** Whether all texts are numbers in some notation, such as `1,5`. */
function areNumbers(texts: readonly string[]): boolean {
  const found = findNotation(new Map(texts.map((text) => [text, 1])));
  return found !== undefined && ('ambiguous' in found || found.odd.length === 0);
}

/** The categories of a column that a file holds only codes of: from 0 to the largest code, or texts in the order in which libraries number them. */
function categoriesOf(texts: readonly string[]): { readonly names: readonly string[]; readonly areCodes: boolean } | undefined {
  if (texts.length > MOST_CATEGORIES) return undefined;
  const codes = texts.map((text) => (/^\d{1,6}(\.0*)?$/.test(text) ? Number(text) : Number.NaN));
  const largest = Math.max(-1, ...codes);
  if (Number.isNaN(largest)) {
    const truth = truthValues(texts);
    return { names: truth ?? texts, areCodes: truth !== undefined };
  }
  return largest < MOST_CATEGORIES ? { names: Array.from({ length: largest + 1 }, (_, code) => `${code}`), areCodes: true } : undefined;
}

/** Both truth values where the data has one of them only. */
function truthValues(texts: readonly string[]): readonly string[] | undefined {
  const pairs = [
    ['False', 'True'],
    ['false', 'true'],
    ['FALSE', 'TRUE'],
  ];
  return pairs.find((pair) => texts.every((text) => pair.includes(text)));
}

function classNames(source: string, { classes, classCount }: ModelDescription, { classes: given }: ModelChoice): readonly string[] {
  const names = given === undefined ? undefined : namesAmong(given, classes ?? []);
  const count = classes?.length ?? classCount;
  if (names !== undefined && count !== undefined && count > 0 && names.length !== count) {
    const has = classes === undefined ? `${count} classes without names` : `the classes ${listText(classes)}`;
    throw new InputError(`--classes: ${source} has ${has}, got ${listText(names)}`);
  }
  if (names !== undefined) return names;
  if (classes !== undefined) return classes;
  if (count !== undefined) return Array.from({ length: count }, (_, index) => `${index}`);
  throw new InputError(`${source} is a classification model that does not say which classes it has; --classes names them`);
}
