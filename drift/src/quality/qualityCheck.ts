import type { QualityTest } from '@modelmonitor/api';
import type { PreparedCategories, PreparedColumn, PreparedNumbers, Table, TableShape } from '@modelmonitor/tables';
import type { CommonestValue } from './commonestValue.ts';
import type { TableHashes } from './rowHashes.ts';
import type { Shapes } from './shapesOfUnseen.ts';

/**
 * All there is to know about one check of data quality or stability; the schema of the report, docs and pages take its name and words from
 * here (`npm run generate`).
 */
export type QualityCheck = CheckFacts &
  (
    | Check<'shape', ShapeSides>
    /** Not judged where a side is known by its figures only, without its rows. */
    | Check<'rows', RowSides>
    /** Whether there are values; of times too. */
    | Check<'presence', ColumnSides>
    /** Not judged for times. */
    | Check<'column', ColumnSides>
    /** Not judged where the reference has no number. */
    | Check<'numbers', NumericSides>
    /** Not judged where the reference is a profile without its categories. */
    | Check<'categories', CategorySides>
  );

interface CheckFacts {
  /** Name in the report. */
  readonly name: string;
  /** For people: its name, and what passes, as a phrase for the docs. */
  readonly words: { readonly title: string; readonly about: string };
  /** Whether its figures are shares, which are shown in percent. */
  readonly isShare: boolean;
}

interface Check<Scope extends string, Sides> {
  /** What it checks: columns and row counts of the table, its rows, or each column of some type. All but the first can fail by chance. */
  readonly scope: Scope;
  readonly run: (sides: Sides, limits: QualityLimits) => CheckOutcome;
}

/** What a check found. */
export type CheckOutcome = Omit<QualityTest, 'test' | 'column'>;

/** What a check lets pass. */
export interface QualityLimits {
  /** Probability with which one check may fail although nothing changed. */
  readonly significance: number;
  /** How much larger than the reference's a share may be, relative to it, before sampling error. */
  readonly tolerance: number;
  /** Current rows that are enough. */
  readonly minRows: number;
  /** Reference standard deviations the mean may be off. */
  readonly sigmas: number;
  /** Interquartile ranges from the quartiles to the fences. */
  readonly fenceRanges: number;
  /** Robust z from which a value is an outlier. */
  readonly robustZ: number;
}

/** Names and types of the columns, and the number of rows. */
export interface ShapeSides {
  readonly reference: Table | TableShape;
  readonly current: Table | TableShape;
}

/** The columns that both sides have, row by row, and a hash of every current row and column. */
export interface RowSides {
  readonly reference: Table;
  readonly current: Table & { readonly hashes: TableHashes };
}

/** A column that both sides have. */
export interface ColumnSides {
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
  readonly commonest: { readonly reference: CommonestValue; readonly current: CommonestValue };
}

/** A numeric column of both sides. */
export interface NumericSides {
  readonly reference: PreparedNumbers;
  readonly current: PreparedNumbers;
}

/** A categorical column of both sides, and its current categories that the reference does not have, most frequent first. */
export interface CategorySides {
  readonly reference: PreparedCategories;
  readonly current: PreparedCategories;
  readonly fresh: readonly (readonly [category: string, rows: number])[];
  /** Whether a value may be shown: texts and identifiers may not. */
  readonly isShown: (value: string) => boolean;
  /** What the reference shows of the share of categories it does not have. */
  readonly unseen: Shapes;
}
