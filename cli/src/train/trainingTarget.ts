import type { Column } from '@modelmonitor/tables';
import { type NameList, namesAmong } from '../commands/nameList.ts';
import { InputError } from '../errors.ts';
import { categoryNames, countTexts } from './categoryNames.ts';

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
/** Whole numbers that are classes repeat: they have so many rows each on average. */
const fewestRowsPerClass = 5;
/** Classes per row, from which on the target names the rows rather than classes. */
const highestShareOfClasses = 0.8;
/** Limits of the resource. */
const [mostClasses, longestClass] = [100, 128];

/**
 * Reads a target column: text, or up to 20 distinct whole numbers that repeat, are classes; other numbers are values.
 *
 * @throws InputError if the column does not fit the choice
 */
export function trainingTarget(column: Column, choice: TargetChoice): TrainingTarget {
  const task = choice.task ?? inferTask(column);
  if (task === 'classification') return classTarget(column, choice.classes);
  const name = JSON.stringify(column.name);
  if (choice.classes !== undefined)
    throw new InputError(`--classes requires a classification, but the task of the target ${name} is regression`);
  const values = column.type === 'numeric' ? column.values : Float64Array.from(column.values, numberOf);
  const present = column.type === 'numeric' ? 0 : column.values.filter((value) => value !== null).length;
  if (values.filter((value) => !Number.isNaN(value)).length < present) {
    throw new InputError(`expected numbers as target of a regression, got text in ${name}`);
  }
  if (values.every(Number.isNaN)) throw new InputError(`expected numbers as target of a regression, got none in ${name}`);
  const infinite = values.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite >= 0) throw new InputError(`expected finite numbers as target of a regression, got ${values[infinite]} in ${name}`);
  return { task, classes: [], values };
}

function inferTask(column: Column): TrainingTarget['task'] {
  const numbers = (column.type === 'numeric' ? [...column.values] : column.values.map(numberOf)).filter((value) => !Number.isNaN(value));
  const present = column.type === 'numeric' ? numbers.length : column.values.filter((value) => value !== null).length;
  // Text is classes.
  if (numbers.length < present) return 'classification';
  const distinct = new Set(numbers).size;
  const areFew = distinct <= mostInferredClasses && numbers.length >= fewestRowsPerClass * distinct;
  return areFew && numbers.every(Number.isInteger) ? 'classification' : 'regression';
}

function numberOf(text: string | null): number {
  return text === null || text.trim() === '' ? Number.NaN : Number(text);
}

function classTarget(column: Column, requested: NameList | undefined): TrainingTarget {
  const texts = column.type === 'categorical' ? column.values : Array.from(column.values, textOf);
  const name = JSON.stringify(column.name);
  const named = categoryNames(countTexts(texts));
  const found = new Set(named.values());
  requireClasses(found, { name, rows: texts.filter((text) => text !== null).length });
  const classes = requested === undefined ? [...found].sort(byNumberOrText) : sameClasses(namesAmong(requested, found), found);
  const indexOf = new Map(classes.map((className, index) => [className, index]));
  const values = Float64Array.from(texts, (text) => (text === null ? Number.NaN : (indexOf.get(named.get(text) ?? '') ?? Number.NaN)));
  return { task: 'classification', classes, values };
}

function requireClasses(found: ReadonlySet<string>, { name, rows }: { readonly name: string; readonly rows: number }): void {
  if (found.size < 2) throw new InputError(`expected at least two classes, got ${found.size} in the target ${name}`);
  const numbers = [...found].map(numberOf);
  const broken = numbers.find((value) => !Number.isInteger(value));
  if (broken !== undefined && numbers.every(Number.isFinite)) {
    throw new InputError(`expected text or whole numbers as target of a classification, got ${broken} in ${name}`);
  }
  if (found.size > rows * highestShareOfClasses) {
    const [classes, all] = [found.size, rows].map((count) => count.toLocaleString('en-US'));
    throw new InputError(`expected a target whose classes repeat, got ${classes} classes in ${all} rows of ${name}; is it an identifier?`);
  }
  if (found.size > mostClasses) {
    throw new InputError(`expected at most ${mostClasses} classes, got ${found.size.toLocaleString('en-US')} in the target ${name}`);
  }
  const long = [...found].find((className) => className.length > longestClass);
  if (long === undefined) return;
  throw new InputError(`expected classes of at most ${longestClass} characters, got ${long.length} in the target ${name}`);
}

function textOf(value: number): string | null {
  return Number.isNaN(value) ? null : String(value);
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
