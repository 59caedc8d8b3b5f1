import type { Column, Table } from '@modelmonitor/tables';
import { categoryFinder, categoryKey } from '@modelmonitor/tables/values';
import type { Probabilities } from '../performance/labelledRows.ts';
import { withoutLateLabels } from './lateLabels.ts';

type Task = 'classification' | 'regression';

/** Labels and predictions of one side, as they were read. */
export interface Labels {
  readonly target: Column | null;
  readonly prediction: Column | null;
  readonly probabilities?: Probabilities;
}

interface LabelSides<Before, After> {
  /** Null where the reference keeps no rows. */
  readonly reference: Before | null;
  readonly current: After;
}

export interface KnownLabels {
  /** Of the resource, the model or the user; else the values decide. */
  readonly task?: Task | undefined;
  /** Classes of the resource, of the model or of a profile, in their spelling. */
  readonly classes?: readonly string[] | undefined;
}

/** Whole numbers with more values than these are a quantity. */
const MOST_NUMBERED_CLASSES = 10;

/**
 * Labels and predictions of both sides in one type. Classes get one name each, the known one or else that of the first column that has it:
 * 1.0, "1" and true are one class where they can mean only one. Of a regression all are numbers. A label that has not come yet is missing.
 */
export function commonLabels<Before extends Labels, After extends Labels>(
  sides: LabelSides<Before, After>,
  { task, classes = [] }: KnownLabels,
): LabelSides<Before, After> & { readonly task: Task } {
  const labels = withoutLateLabels(sides.reference, sides.current, classes);
  const reference = sides.reference && { ...sides.reference, target: labels.reference };
  const current = { ...sides.current, target: labels.current };
  const found = task ?? taskOf(reference, current);
  if (found === 'regression') {
    const numbersOf = <Side extends Labels>(side: Side): Side => ({
      ...side,
      target: asNumbers(side.target),
      prediction: asNumbers(side.prediction),
    });
    return { task: found, reference: reference && numbersOf(reference), current: numbersOf(current) };
  }
  const naming = classNaming(classes);
  const classesOf = <Side extends Labels>(side: Side): Side => ({
    ...side,
    target: naming.rename(side.target),
    prediction: naming.rename(side.prediction),
  });
  const [before, after] = [reference && classesOf(reference), classesOf(current)];
  return { task: found, reference: before && naming.renameProbabilities(before), current: naming.renameProbabilities(after) };
}

/** A table with its labels and predictions as they were typed together with those of the other side. */
export function tableWithLabels(table: Table, labels: Labels | null): Table {
  const typed = new Map([labels?.target, labels?.prediction].flatMap((column) => (column ? [[column.name, column]] : [])));
  return { ...table, columns: table.columns.map((column) => typed.get(column.name) ?? column) };
}

/** Probabilities belong to classes; else the first column with values decides, unless a value that is no whole number makes it a quantity. */
function taskOf(reference: Labels | null, current: Labels): Task {
  if (reference?.probabilities !== undefined || current.probabilities !== undefined) return 'classification';
  const columns = [reference?.target, reference?.prediction, current.target, current.prediction]
    .map((column) => distinctNumbers(column ?? null))
    .filter(({ size }) => size > 0);
  const [first] = columns;
  if (first === undefined || first.hasText) return 'classification';
  if (columns.some(({ hasFraction }) => hasFraction)) return 'regression';
  return first.isCategorical || first.size <= MOST_NUMBERED_CLASSES ? 'classification' : 'regression';
}

interface DistinctNumbers {
  readonly size: number;
  readonly isCategorical: boolean;
  readonly hasText: boolean;
  readonly hasFraction: boolean;
}

function distinctNumbers(column: Column | null): DistinctNumbers {
  const values = new Set<string | number>();
  for (const value of column?.values ?? []) if (value !== null && !Number.isNaN(value)) values.add(value);
  const numbers = [...values].map(numberOf);
  return {
    size: values.size,
    isCategorical: column?.type === 'categorical',
    hasText: numbers.some(Number.isNaN),
    hasFraction: numbers.some((number) => Number.isFinite(number) && !Number.isInteger(number)),
  };
}

/** A column of texts without any number stays: the report says that a regression needs numbers. */
function asNumbers(column: Column | null): Column | null {
  if (column === null || column.type === 'numeric') return column;
  const values = Float64Array.from(column.values, (value) => (value === null ? Number.NaN : numberOf(value)));
  const isText = column.values.some((value) => value !== null) && values.every(Number.isNaN);
  return isText ? column : { name: column.name, type: 'numeric', values };
}

function numberOf(value: string | number): number {
  if (typeof value === 'number') return value;
  return value.trim() === '' ? Number.NaN : Number(value);
}

interface ClassNaming {
  rename(column: Column | null): Column | null;
  renameProbabilities<Side extends Labels>(side: Side): Side;
}

/** Gives one name to each class, over all columns that it is shown. */
function classNaming(classes: readonly string[]): ClassNaming {
  const names = [...classes];
  let find = categoryFinder(names);
  const nameOf = (value: string): string | undefined => {
    const found = find(value);
    return found !== undefined && 'name' in found ? found.name : undefined;
  };
  return {
    rename: (column) => {
      if (column === null) return null;
      const texts = column.type === 'categorical' ? column.values : Array.from(column.values, textOf);
      const fresh = new Map<string, string>();
      const known = new Map<string, string>();
      for (const text of new Set(texts)) {
        if (text === null) continue;
        const name = nameOf(text) ?? fresh.get(categoryKey(text)) ?? text;
        if (name === text && nameOf(text) === undefined) fresh.set(categoryKey(text), text);
        known.set(text, name);
      }
      names.push(...fresh.values());
      find = categoryFinder(names);
      return { name: column.name, type: 'categorical', values: texts.map((text) => (text === null ? null : (known.get(text) ?? text))) };
    },
    renameProbabilities: (side) => {
      if (side.probabilities?.kind !== 'byClass') return side;
      const columns = new Map([...side.probabilities.columns].map(([name, values]) => [nameOf(name) ?? name, values]));
      return { ...side, probabilities: { kind: 'byClass', columns } };
    },
  };
}

function textOf(value: number): string | null {
  return Number.isFinite(value) ? String(value) : null;
}
