import type { Column } from '@modelmonitor/tables';
import { InputError } from '../errors.ts';

/** A target as a forest takes it. */
export interface TrainingTarget {
  readonly task: 'classification' | 'regression';
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
  /** One per row: the class index or the value; NaN where the target is missing. */
  readonly values: Float64Array;
}

export interface TargetChoice {
  /** Taken from the values when absent. */
  readonly task?: TrainingTarget['task'] | undefined;
  /** All classes, in the order of their indexes; sorted when absent. */
  readonly classes?: readonly string[] | undefined;
}

/** Whole numbers with more distinct values than this are a quantity, not classes. */
const mostInferredClasses = 20;
/** The most the resource takes. */
const mostClasses = 100;

/**
 * Reads a target column: text, or up to 20 distinct whole numbers, are classes; other numbers are values.
 *
 * @throws InputError when the column cannot be what it is asked to be
 */
export function trainingTarget(column: Column, choice: TargetChoice): TrainingTarget {
  const task = choice.task ?? inferredTask(column);
  if (task === 'classification') return classTarget(column, choice.classes);
  const said = JSON.stringify(column.name);
  if (choice.classes !== undefined) throw new InputError(`--classes is for a classification, but the target ${said} makes a regression`);
  if (column.type !== 'numeric') throw new InputError(`a regression needs numbers as target, got text in ${said}`);
  const infinite = column.values.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite >= 0) throw new InputError(`a regression needs finite numbers as target, got ${column.values[infinite]} in ${said}`);
  return { task, classes: [], values: column.values };
}

function inferredTask(column: Column): TrainingTarget['task'] {
  if (column.type === 'categorical') return 'classification';
  const present = new Set(column.values.filter((value) => !Number.isNaN(value)));
  return present.size <= mostInferredClasses && [...present].every(Number.isInteger) ? 'classification' : 'regression';
}

function classTarget(column: Column, wanted: readonly string[] | undefined): TrainingTarget {
  const names = classNames(column);
  const found = new Set(names.filter((name) => name !== null));
  const said = JSON.stringify(column.name);
  if (found.size < 2) throw new InputError(`a classification needs at least two classes, got ${found.size} in the target ${said}`);
  if (found.size > mostClasses) {
    throw new InputError(`a classification has at most ${mostClasses} classes, got ${found.size} in the target ${said}`);
  }
  const classes = wanted === undefined ? [...found].sort(byNumberOrText) : sameClasses(wanted, found);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const values = Float64Array.from(names, (name) => (name === null ? Number.NaN : (indexOf.get(name) ?? Number.NaN)));
  return { task: 'classification', classes, values };
}

function classNames(column: Column): readonly (string | null)[] {
  if (column.type === 'categorical') return column.values;
  const broken = column.values.find((value) => !Number.isNaN(value) && !Number.isInteger(value));
  if (broken !== undefined) {
    throw new InputError(`a classification needs text or whole numbers as target, got ${broken} in ${JSON.stringify(column.name)}`);
  }
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
}

/** The classes as given, when they are exactly those of the data. */
function sameClasses(wanted: readonly string[], found: ReadonlySet<string>): readonly string[] {
  const lacking = [...found].filter((name) => !wanted.includes(name));
  if (lacking.length > 0) throw new InputError(`--classes must name every class of the target, but lacks ${lacking.join(', ')}`);
  const strange = wanted.filter((name, index) => !found.has(name) || wanted.indexOf(name) !== index);
  if (strange.length > 0) throw new InputError(`--classes must name each class of the target once, got also ${strange.join(', ')}`);
  return wanted;
}

/** Whole numbers by value, else by code unit, so that the order is the same on every machine. */
function byNumberOrText(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  if (!Number.isNaN(difference) && difference !== 0) return difference;
  return left < right ? -1 : left > right ? 1 : 0;
}
