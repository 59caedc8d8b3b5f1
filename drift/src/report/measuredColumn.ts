import { type ColumnReport, numericOnlyMethods } from '@modelmonitor/api/plain';
import { twoProportionZTest } from '@modelmonitor/stats';
import {
  type ColumnPair,
  columnPair,
  emptyPrepared,
  looksLikeText,
  looksLikeTime,
  type PreparedColumn,
  pooledDistinct,
  textProperties,
  usableRows,
} from '@modelmonitor/tables';
import { type ChosenMethod, chosenMethod, isChosen } from '../methods/chosenMethod.ts';
import { defaultMethod } from '../methods/defaultMethod.ts';
import { type EffectSize, effectSize } from '../methods/effectSize.ts';
import { methodCatalogue } from '../methods/methodCatalogue.ts';
import type { MethodResult } from '../methods/methodResult.ts';
import { needsSignificance, type Significance, significance } from '../methods/significance.ts';
import { textContent } from '../methods/textContent.ts';
import type { CheckSettings } from './checkSettings.ts';
import { type ColumnDescription, columnDescription } from './columnDescription.ts';

// One more than the most values for which the default method differs.
const MANY_VALUES = 6;
const TEXT: ChosenMethod = { method: 'text', threshold: 0.05 };

/** What a method found in a column. */
export interface Measurement {
  readonly chosen: ChosenMethod;
  readonly result: MethodResult;
  /** Beside a p-value. */
  readonly effect?: EffectSize;
  /** With a correction, for methods whose own score does not hold false alarms down. */
  readonly significance?: Significance;
  /** Whether all values of both sides are one. */
  readonly isConstant: boolean;
}

/** Why a column was not measured, and what it is then. */
export interface Unmeasured {
  readonly verdict: Exclude<ColumnReport['verdict'], 'stable' | 'drifted'>;
  readonly reason: string;
}

/** A column compared as far as it could be, before any correction. Small, and plain data: it may come from another thread. */
export interface MeasuredColumn {
  readonly name: string;
  readonly finding: Measurement | Unmeasured;
  /** p-value of the shift of the missing share; undefined when nothing is missing. */
  readonly missingShift: number | undefined;
  readonly description: ColumnDescription;
}

/** A column of both sides; undefined where a side has none of that name. */
export interface ColumnSides {
  readonly name: string;
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
  /** Rows of each side, for a column that one of them lacks. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** Why both sides cannot be compared, though they are there. */
  readonly reason?: string;
}

/** Runs the method that the settings, or the defaults, choose, and describes both sides. */
export function measuredColumn(column: ColumnSides, settings: CheckSettings): MeasuredColumn {
  const { name, rows } = column;
  const type = column.reference?.type ?? column.current?.type ?? 'numeric';
  const reference = column.reference ?? emptyPrepared(type, rows.reference);
  const current = column.current ?? emptyPrepared(type, rows.current);
  const finding = absence(column) ?? findingOf(name, { reference, current }, settings);
  return { name, finding, missingShift: missingShift(column), description: columnDescription({ reference, current }, finding) };
}

function absence({ reference, current, reason }: ColumnSides): Unmeasured | undefined {
  if (reason !== undefined) return { verdict: 'unknown', reason };
  if (reference === undefined && current === undefined)
    return { verdict: 'unknown', reason: 'the column is in neither the reference nor the current data' };
  if (reference === undefined) return { verdict: 'new', reason: 'the column is not in the reference' };
  return current === undefined ? { verdict: 'vanished', reason: 'the column is not in the current data' } : undefined;
}

interface Sides {
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
}

function findingOf(name: string, { reference, current }: Sides, settings: CheckSettings): Measurement | Unmeasured {
  const pair = columnPair(reference, current);
  if (pair === undefined) {
    return { verdict: 'unknown', reason: `the column is ${reference.type} in the reference and ${current.type} in the current data` };
  }
  return tooEmpty(pair, settings.minRows) ?? notCompared(name, pair, settings) ?? measured(name, pair, settings);
}

function tooEmpty({ reference, current }: ColumnPair, minRows: number): Unmeasured | undefined {
  if (usableRows(reference) === 0) return { verdict: 'empty', reason: 'the reference has no values in this column' };
  const wanted = Math.max(1, minRows);
  const usable = usableRows(current);
  if (usable === 0 && current.rows >= wanted) return { verdict: 'empty', reason: 'the current data has no values in this column' };
  return usable < wanted ? { verdict: 'unknown', reason: `needs ${wanted} current values, got ${usable}` } : undefined;
}

function notCompared(name: string, { reference, type }: ColumnPair, { methods }: CheckSettings): Unmeasured | undefined {
  if (isChosen(methods, { name, type }) || !looksLikeTime(reference)) return undefined;
  return { verdict: 'ignored', reason: 'the column holds times, which always move on' };
}

/** Values a method cannot take leave this column without a verdict; the others have theirs. */
function measured(name: string, pair: ColumnPair, settings: CheckSettings): Measurement | Unmeasured {
  const isConstant = pooledDistinct(pair, 2) === 1;
  const chosen = methodOf(name, pair, settings);
  try {
    const result = compared(pair, chosen);
    const score = result.pValue ?? result.distance;
    if (Number.isFinite(score)) {
      const guard = settings.correction !== 'none' && needsSignificance(chosen.method) ? { significance: significance(pair) } : {};
      return { chosen, result, isConstant, ...effectOf(pair, chosen, result), ...guard };
    }
    return unmeasured(isConstant, `${chosen.method} gave ${score}, not a finite number`);
  } catch (error) {
    if (error instanceof RangeError) return unmeasured(isConstant, error.message);
    throw error;
  }
}

function unmeasured(isConstant: boolean, reason: string): Unmeasured {
  return isConstant ? { verdict: 'constant', reason: 'every value of both sides is the same' } : { verdict: 'unknown', reason };
}

function methodOf(name: string, pair: ColumnPair, { methods }: CheckSettings): ChosenMethod {
  if (looksLikeText(pair.reference) && !isChosen(methods, { name, type: pair.type })) return TEXT;
  return chosenMethod(methods, { name, type: pair.type }, () =>
    defaultMethod(pair.type, usableRows(pair.reference), pooledDistinct(pair, MANY_VALUES)),
  );
}

function compared(pair: ColumnPair, { method }: ChosenMethod): MethodResult {
  if (method !== 'text') {
    if (pair.type === 'categorical' && pair.reference.uncounted !== undefined)
      throw new RangeError(`${method} needs every value, and the reference is a profile, which keeps no texts and times`);
    return methodCatalogue[method].compare(pair);
  }
  if (pair.type === 'numeric') throw new RangeError('text needs a column of texts, got a numeric one');
  return textContent(textProperties(pair.reference), textProperties(pair.current));
}

function effectOf(pair: ColumnPair, { method }: ChosenMethod, { pValue, statistic }: MethodResult): { effect?: EffectSize } {
  if (pValue === undefined) return {};
  if (method === 'ks' || method === 'text') return { effect: { measure: 'ks_statistic', size: statistic } };
  return { effect: effectSize(pair, numericOnlyMethods.includes(method)) };
}

function missingShift({ reference, current }: ColumnSides): number | undefined {
  if (reference === undefined || current === undefined || reference.missing + current.missing === 0) return undefined;
  if (reference.rows === 0 || current.rows === 0) return undefined;
  return twoProportionZTest({
    referenceSuccesses: reference.missing,
    referenceRows: reference.rows,
    currentSuccesses: current.missing,
    currentRows: current.rows,
  }).pValue;
}
