import type { Correction, DriftSpec } from '@modelmonitor/api';
import { type ColumnPair, columnPair, pooledDistinct } from '../columns/columnPair.ts';
import { type PreparedColumn, preparedColumn, usableRows } from '../columns/preparedColumn.ts';
import { type ChosenMethod, chosenMethod } from '../methods/chosenMethod.ts';
import { defaultMethod } from '../methods/defaultMethod.ts';
import { methodCatalogue } from '../methods/methodCatalogue.ts';
import type { MethodResult } from '../methods/methodResult.ts';
import type { Column } from '../table/table.ts';

// One more than the most values for which the default method differs.
const MANY_VALUES = 6;

/** Settings of a check, as in `spec.drift`. */
export interface CheckSettings {
  readonly methods: DriftSpec['methods'];
  readonly correction: Correction;
  /** Share of drifted features from which the data set counts as drifted. */
  readonly share: number;
  readonly levels: DriftSpec['levels'];
  /** Current rows needed for a verdict, of the window and of each column. */
  readonly minRows: number;
}

/** A column on both sides, compared as far as it could be, before any correction. */
export interface ComparedColumn {
  readonly name: string;
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
  /** The outcome, or why there is none. */
  readonly outcome: { readonly chosen: ChosenMethod; readonly result: MethodResult } | { readonly reason: string };
}

/** A column of both sides; undefined where a side has none of that name. */
export interface ColumnSides {
  readonly name: string;
  readonly reference: Column | undefined;
  readonly current: Column | undefined;
  /** Rows of each side, for a column that one of them lacks. */
  readonly rows: { readonly reference: number; readonly current: number };
}

/** Sorts or counts both sides once and runs the method that the settings, or the defaults, choose. */
export function comparedColumn({ name, reference, current, rows }: ColumnSides, settings: CheckSettings): ComparedColumn {
  const type = reference?.type ?? current?.type ?? 'numeric';
  const sides = {
    reference: preparedColumn(reference ?? allMissing(name, type, rows.reference)),
    current: preparedColumn(current ?? allMissing(name, type, rows.current)),
  };
  const absent = absence({ reference, current });
  return { name, ...sides, outcome: absent === undefined ? outcomeOf(name, sides, settings) : { reason: absent } };
}

function absence({ reference, current }: Pick<ColumnSides, 'reference' | 'current'>): string | undefined {
  if (reference === undefined && current === undefined) return 'the column is in neither the reference nor the current data';
  if (reference === undefined) return 'the column is not in the reference';
  return current === undefined ? 'the column is not in the current data' : undefined;
}

type Outcome = ComparedColumn['outcome'];

function outcomeOf(name: string, sides: { reference: PreparedColumn; current: PreparedColumn }, settings: CheckSettings): Outcome {
  const { reference, current } = sides;
  const pair = columnPair(reference, current);
  if (pair === undefined) return { reason: `the column is ${reference.type} in the reference and ${current.type} in the current data` };
  if (usableRows(reference) === 0) return { reason: 'the reference has no values in this column' };
  const wanted = Math.max(1, settings.minRows);
  if (usableRows(current) < wanted) return { reason: `needs ${wanted} current values, got ${usableRows(current)}` };
  return measured(pair, methodOf(name, pair, settings));
}

function methodOf(name: string, pair: ColumnPair, { methods }: CheckSettings): ChosenMethod {
  return chosenMethod(methods, { name, type: pair.type }, () =>
    defaultMethod(pair.type, usableRows(pair.reference), pooledDistinct(pair, MANY_VALUES)),
  );
}

/** Values a method cannot take leave this column without a verdict; the others have theirs. */
function measured(pair: ColumnPair, chosen: ChosenMethod): Outcome {
  try {
    const result = methodCatalogue[chosen.method].compare(pair);
    const score = result.pValue ?? result.distance;
    return Number.isFinite(score) ? { chosen, result } : { reason: `${chosen.method} gave ${score}, not a finite number` };
  } catch (error) {
    if (error instanceof RangeError) return { reason: error.message };
    throw error;
  }
}

function allMissing(name: string, type: Column['type'], rows: number): Column {
  return type === 'numeric'
    ? { name, type, values: new Float64Array(rows).fill(Number.NaN) }
    : { name, type, values: new Array<null>(rows).fill(null) };
}
