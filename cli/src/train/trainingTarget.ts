import type { Column } from '@modelmonitor/tables';
import { type NameList, namesAmong } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';

/** A target as input of a forest. */
export interface TrainingTarget {
  readonly task: 'classification' | 'regression';
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
  /** One per row: the class index or the value; NaN if the target is missing. */
  readonly values: Float64Array;
}

export interface TargetChoice {
  /** By default inferred from the values. */
  readonly task?: TrainingTarget['task'] | undefined;
  /** All classes, in the order of their indexes; by default sorted. */
  readonly classes?: NameList | undefined;
}

/** Whole numbers with more distinct values than this are a quantity, not classes. */
const mostInferredClasses = 20;
/** Limit of the resource. */
const mostClasses = 100;

/**
 * Reads a target column: text, or up to 20 distinct whole numbers, are classes; other numbers are values.
 *
 * @throws InputError if the column does not fit the choice
 */
export function trainingTarget(column: Column, choice: TargetChoice): TrainingTarget {
  const task = choice.task ?? inferTask(column);
  if (task === 'classification') return classTarget(column, choice.classes);
  const name = JSON.stringify(column.name);
  if (choice.classes !== undefined)
    throw new InputError(`--classes requires a classification, but the task of the target ${name} is regression`);
  if (column.type !== 'numeric') throw new InputError(`expected numbers as target of a regression, got text in ${name}`);
  const infinite = column.values.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite >= 0) throw new InputError(`expected finite numbers as target of a regression, got ${column.values[infinite]} in ${name}`);
  return { task, classes: [], values: column.values };
}

function inferTask(column: Column): TrainingTarget['task'] {
  if (column.type === 'categorical') return 'classification';
  const present = new Set(column.values.filter((value) => !Number.isNaN(value)));
  return present.size <= mostInferredClasses && [...present].every(Number.isInteger) ? 'classification' : 'regression';
}

function classTarget(column: Column, requested: NameList | undefined): TrainingTarget {
  const names = classNames(column);
  const found = new Set(names.filter((className) => className !== null));
  const name = JSON.stringify(column.name);
  if (found.size < 2) throw new InputError(`expected at least two classes, got ${found.size} in the target ${name}`);
  if (found.size > mostClasses) {
    throw new InputError(`expected at most ${mostClasses} classes, got ${found.size} in the target ${name}`);
  }
  const classes = requested === undefined ? [...found].sort(byNumberOrText) : sameClasses(namesAmong(requested, found), found);
  const indexOf = new Map(classes.map((className, index) => [className, index]));
  const values = Float64Array.from(names, (className) => (className === null ? Number.NaN : (indexOf.get(className) ?? Number.NaN)));
  return { task: 'classification', classes, values };
}

function classNames(column: Column): readonly (string | null)[] {
  if (column.type === 'categorical') return column.values;
  const broken = column.values.find((value) => !Number.isNaN(value) && !Number.isInteger(value));
  if (broken !== undefined) {
    throw new InputError(`expected text or whole numbers as target of a classification, got ${broken} in ${JSON.stringify(column.name)}`);
  }
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
}

/** The given classes, if they are exactly those of the data. */
function sameClasses(requested: readonly string[], found: ReadonlySet<string>): readonly string[] {
  const lacking = [...found].filter((name) => !requested.includes(name));
  if (lacking.length > 0) throw new InputError(`--classes: expected every class of the target, missing ${lacking.join(', ')}`);
  const strange = requested.filter((name, index) => !found.has(name) || requested.indexOf(name) !== index);
  if (strange.length > 0) throw new InputError(`--classes: expected each class of the target once, got also ${strange.join(', ')}`);
  return requested;
}

/** Whole numbers by value, else by code unit, so that the order is the same on every machine. */
function byNumberOrText(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  if (!Number.isNaN(difference) && difference !== 0) return difference;
  return left < right ? -1 : left > right ? 1 : 0;
}
