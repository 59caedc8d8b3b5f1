import type { ColumnReport } from '@modelmonitor/api';
import { homogeneityTest } from '@modelmonitor/stats';
import {
  type ColumnPair,
  type ColumnSides,
  columnNature,
  columnPair,
  emptyColumn,
  type PreparedColumn,
  pooledDistinct,
  usableRows,
} from '@modelmonitor/tables';
import { type ChosenMethod, isChosen, methodFor } from '../methods/chooseMethod.ts';
import { compareColumn, isDrift } from '../methods/compareColumn.ts';
import { methodNamed } from '../methods/driftMethods.ts';
import { type EffectSize, effectSize } from '../methods/effectSize.ts';
import type { MethodResult } from '../methods/methodResult.ts';
import { type Significance, significance } from '../methods/significance.ts';
import type { CheckSettings } from './checkSettings.ts';
import { type ColumnDescription, columnDescription } from './columnDescription.ts';

/** What a method found in a column. */
export interface Measurement {
  readonly chosen: ChosenMethod;
  readonly result: MethodResult;
  /** Beside a p-value. */
  readonly effect?: EffectSize;
  /** Of a score beyond its threshold by a method that does not limit false alarms itself; absent by Evidently's rules. */
  readonly significance?: Significance;
  /** Whether all values of both sides are one. */
  readonly isConstant: boolean;
}

/** Why a column was not measured, and what it is then. */
interface Unmeasured {
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
  /** What a user should know of how the column was read; for the warnings of the report. */
  readonly notes?: readonly string[];
}

/** Runs the method that the settings, or the defaults, choose, and describes both sides. */
export function measureColumn(column: ColumnSides, settings: CheckSettings): MeasuredColumn {
  const { name, rows } = column;
  const type = column.reference?.type ?? column.current?.type ?? 'numeric';
  const reference = column.reference ?? emptyColumn(type, rows.reference);
  const current = column.current ?? emptyColumn(type, rows.current);
  const pair = columnPair(reference, current);
  const finding = absence(column) ?? (pair === undefined ? undefined : findingOf(name, pair, settings));
  if (finding === undefined) throw new TypeError(`expected both sides of ${name} in one type, got ${reference.type} and ${current.type}`);
  const description = columnDescription({ reference, current }, reportType(reference, finding));
  const notes = column.notes === undefined ? {} : { notes: column.notes };
  return { name, finding, missingShift: missingShift(column), description, ...notes };
}

function reportType({ type }: PreparedColumn, finding: Measurement | Unmeasured): ColumnReport['type'] {
  if ('chosen' in finding && finding.chosen.method === 'text') return 'text';
  return 'verdict' in finding && finding.verdict === 'ignored' ? 'timestamp' : type;
}

function absence({ reference, current, reason }: ColumnSides): Unmeasured | undefined {
  if (reason !== undefined) return { verdict: 'unknown', reason };
  if (reference === undefined && current === undefined)
    return { verdict: 'unknown', reason: 'the column is in neither the reference nor the current data' };
  if (reference === undefined) return { verdict: 'new', reason: 'the column is not in the reference' };
  return current === undefined ? { verdict: 'vanished', reason: 'the column is not in the current data' } : undefined;
}

function findingOf(name: string, pair: ColumnPair, settings: CheckSettings): Measurement | Unmeasured {
  return tooEmpty(pair, settings.minRows) ?? notCompared(name, pair, settings) ?? measurement(name, pair, settings);
}

function tooEmpty({ reference, current }: ColumnPair, minRows: number): Unmeasured | undefined {
  if (usableRows(reference) === 0) return { verdict: 'empty', reason: 'the reference has no values in this column' };
  const needed = Math.max(1, minRows);
  const usable = usableRows(current);
  if (usable === 0 && current.rows >= needed) return { verdict: 'empty', reason: 'the current data has no values in this column' };
  return usable < needed ? { verdict: 'unknown', reason: `expected at least ${needed} current values, got ${usable}` } : undefined;
}

/** Times are compared only where a method is named for the column itself. */
function notCompared(name: string, { reference }: ColumnPair, { methods }: CheckSettings): Unmeasured | undefined {
  if (isChosen(methods, { name }) || columnNature(reference) !== 'time') return undefined;
  return { verdict: 'ignored', reason: 'the column holds times, which always move on' };
}

/** Values a method cannot take leave this column without a verdict; the others have theirs. */
function measurement(name: string, pair: ColumnPair, settings: CheckSettings): Measurement | Unmeasured {
  const isConstant = pooledDistinct(pair, 2) === 1;
  const chosen = methodFor(name, pair, settings.methods);
  const method = methodNamed(chosen.method);
  try {
    const result = compareColumn(method, pair);
    const score = result.pValue ?? result.distance;
    if (Number.isFinite(score)) {
      const effect = effectSize(pair, method, result);
      const isGuarded = settings.rules === 'guarded' && method.needsSignificance && isDrift(method, score, chosen.threshold);
      const guard = isGuarded ? { significance: significance(pair) } : {};
      return { chosen, result, isConstant, ...(effect === undefined ? {} : { effect }), ...guard };
    }
    return unmeasurable(isConstant, `${chosen.method} gave ${score}, not a finite number`);
  } catch (error) {
    if (error instanceof RangeError) return unmeasurable(isConstant, error.message);
    throw error;
  }
}

function unmeasurable(isConstant: boolean, reason: string): Unmeasured {
  return isConstant ? { verdict: 'constant', reason: 'every value of both sides is the same' } : { verdict: 'unknown', reason };
}

/** Of a column that vanished every current value is missing. */
function missingShift({ reference, rows, ...sides }: ColumnSides): number | undefined {
  const current = sides.current ?? { rows: rows.current, missing: rows.current };
  if (reference === undefined || reference.missing + current.missing === 0) return undefined;
  if (reference.rows === 0 || current.rows === 0) return undefined;
  const counts = (side: { rows: number; missing: number }) => [side.missing, side.rows - side.missing];
  return homogeneityTest(counts(reference), counts(current)).pValue;
}
