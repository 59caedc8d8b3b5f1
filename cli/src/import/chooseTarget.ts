import type { ModelContract, Predictions } from '@modelmonitor/models';
import type { Column } from '@modelmonitor/tables';
import { categoryFinder } from '@modelmonitor/tables/values';
import { listText } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';
import { agreementWith, type ClassOrder, classOrder } from './classOrder.ts';
import { mayBePrediction, mayBeTarget } from './targetNames.ts';

/** The labels of a data file, as a model's classes or values. */
export interface ChosenTarget {
  readonly name: string;
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
  /** One per row: the class index or the value; NaN where there is none. */
  readonly values: Float64Array;
  /** Share of the rows that the model predicts right; for regression the squared correlation. */
  readonly agreement: number;
  /** How the order of the classes was found, where the model does not say. */
  readonly order?: ClassOrder['by'];
}

export interface TargetSearch {
  readonly contract: ModelContract;
  /** Whether the classes of the contract are only numbers that count them. */
  readonly isUnnamed: boolean;
  readonly predictions: Predictions;
  /** Columns that may hold labels. */
  readonly columns: readonly Column[];
  /** Whether the user named the column. */
  readonly isNamed: boolean;
  /** The model and the data, as the user named them. */
  readonly source: string;
  readonly file: string;
}

/** Agreement by chance is lower, of a column that is no label of the model. */
const leastAgreement = 0.3;
/** So much better than any other column. */
const clearly = 0.02;

/**
 * Finds the column of labels: one whose values are the classes, or numbers, and which the predictions agree with.
 *
 * @returns undefined where no column looks like it
 * @throws InputError where the column that the user names does not fit, or several do
 */
export function chooseTarget(search: TargetSearch): ChosenTarget | undefined {
  const { columns, isNamed, contract } = search;
  const fitting = columns.flatMap((column) => fit(column, search) ?? []);
  if (isNamed) {
    const [target] = fitting;
    if (target !== undefined || columns.length === 0) return target;
    throw misfit(search);
  }
  const byRank = [mayBeTarget, (name: string) => !mayBeTarget(name) && !mayBePrediction(name), mayBePrediction];
  for (const isOfRank of byRank) {
    const found = fitting.filter(({ name }) => isOfRank(name)).toSorted((left, right) => right.agreement - left.agreement);
    const [best, second] = found;
    if (best === undefined) continue;
    // A name, or values that are the classes, say enough of a single column.
    const isEvident = found.length === 1 && (isOfRank === mayBeTarget || (contract.task === 'classification' && !search.isUnnamed));
    if (!isEvident && best.agreement < leastAgreement) continue;
    if (second === undefined || best.agreement > second.agreement + clearly) return best;
    throw new InputError(
      `${search.file}: the columns ${listText(found.map(({ name }) => name))} fit the predictions of ${search.source} alike; --target names the one of the labels`,
    );
  }
  return undefined;
}

function fit(column: Column, { contract, isUnnamed, predictions }: TargetSearch): ChosenTarget | undefined {
  const { name } = column;
  if (contract.task === 'regression') {
    if (column.type !== 'numeric') return undefined;
    const agreement = squaredCorrelation(column.values, predictions.values);
    return { name, classes: [], values: column.values, agreement };
  }
  const texts =
    column.type === 'categorical' ? column.values : Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
  const order = isUnnamed ? classOrder({ labels: texts, predicted: predictions.values, classCount: contract.classes.length }) : undefined;
  if (isUnnamed && order === undefined) return undefined;
  const classes = order?.names ?? contract.classes;
  const codes = codesOf(texts, classes);
  if (codes === undefined) return undefined;
  const agreement =
    order?.agreement ??
    agreementWith(
      classes,
      texts.map((_, row) => classes[codes[row] as number] ?? null),
      predictions.values,
    );
  return { name, classes, values: codes, agreement, ...(order === undefined ? {} : { order: order.by }) };
}

/** The class index of each label; undefined where one is no class, or none is there. */
function codesOf(texts: readonly (string | null)[], classes: readonly string[]): Float64Array | undefined {
  const find = categoryFinder(classes);
  const known = new Map<string, number>();
  for (const text of new Set(texts)) {
    if (text === null) continue;
    const found = find(text);
    if (found === undefined || !('name' in found)) return undefined;
    known.set(text, classes.indexOf(found.name));
  }
  if (known.size === 0) return undefined;
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : (known.get(text) ?? Number.NaN)));
}

function squaredCorrelation(labels: Float64Array, predicted: Float64Array): number {
  const rows = [...labels.keys()].filter((row) => Number.isFinite(labels[row]) && Number.isFinite(predicted[row]));
  const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;
  const [x, y] = [mean(labels), mean(predicted)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const row of rows) {
    const [dx, dy] = [(labels[row] as number) - x, (predicted[row] as number) - y];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  const squared = (xy * xy) / (xx * yy);
  return Number.isNaN(squared) ? 0 : squared;
}

function misfit({ contract: { task, classes }, isUnnamed, columns: [column], source, file }: TargetSearch): InputError {
  const name = JSON.stringify(column?.name);
  if (task === 'regression')
    return new InputError(`--target: expected numbers, as ${source} predicts, got text in column ${name} of ${file}`);
  const texts = [...new Set(Array.from(column?.values ?? [], String))].filter((text) => text !== 'null' && text !== 'NaN').sort();
  const has = isUnnamed ? `${classes.length} classes without names` : `the classes ${listText(classes)}`;
  return new InputError(
    `--target: ${source} has ${has}, column ${name} of ${file} has ${listText(texts.slice(0, 20))}${texts.length > 20 ? ', …' : ''}; --classes names the classes in the order of the model`,
  );
}
