import type { Report } from '@modelmonitor/api';
import type { RowPart } from '@modelmonitor/store';
import type { DataSet, Window } from '@modelmonitor/tables';
import type { CountSource } from '@modelmonitor/tables/counted';
import type { CountedHours } from '../stored/countHours.ts';

/** Captured rows for one check. */
export interface CollectedRows {
  /** The rows; where they are counted elsewhere, a sample of them. */
  readonly window: Window;
  /** Where they are from, in a few words. */
  readonly source: string;
  /** Pods they are from; absent where they are from elsewhere. */
  readonly pods?: NonNullable<Report['current']['pods']>;
  /** What a reader of the report should know of them. */
  readonly warnings: readonly string[];
  /** Rows of the time of the window, used or not, refused ones included; undefined where it is not known. */
  readonly seen?: number;
  /** Rows that the source lacks; undefined where it is not known. */
  readonly missing?: readonly MissingRows[];
  /** Absent where the window has all rows. */
  readonly counted?: CountedRows;
  /** Counts the rows at edges of a reference, where counts of hours are requested. */
  readonly countHours?: (reference: DataSet) => Promise<CountedHours>;
}

/** Rows that are missing for one reason. */
export type MissingRows = NonNullable<Report['current']['missing']>[number];

/** Rows that are too many for memory: columns are compared by counts. */
export interface CountedRows {
  readonly source: CountSource | undefined;
  /** Counts a part of the rows; absent where only counts of hours are known. */
  readonly part?: (part: RowPart) => CountSource;
  /** Counts of closed hours instead. */
  readonly hours?: CountedHours;
  /** Ends the counting; the source cannot be used afterwards. */
  end(): Promise<void>;
  /** Rows with a prediction. */
  readonly rows: number;
  readonly refused: number;
  readonly labelled: number;
  /** Times of the first and the last row, in milliseconds since 1970. */
  readonly from: number | null;
  readonly to: number | null;
  /** Rows by version. */
  readonly versions: Readonly<Record<string, number>>;
}
