import { ownValue } from '@modelmonitor/api/plain';
import { frequentSketch, momentsOf, sketchOfSorted } from '@modelmonitor/stats';
import { prepareColumn } from '../columns/prepareColumn.ts';
import type { ReadType } from '../readType.ts';
import type { CategoricalColumn, NumericColumn, Table } from '../table.ts';
import { type ColumnBudget, columnBudget } from './columnBudget.ts';
import { fitColumns } from './fitColumns.ts';
import { natureOf } from './natureOf.ts';
import type { CategoricalProfile, NumericProfile, Profile } from './profile.ts';
import { unknownColumn } from './unknownColumn.ts';

export interface ProfileOptions {
  /** How columns were read, by name: what is compared with the profile is read the same way. */
  readonly types?: Readonly<Record<string, ReadType>>;
  /** Cells that are not of the type of their column, by column; they are missing in the table. */
  readonly odd?: ReadonlyMap<string, number>;
  /** Why values of a column cannot be used, by column. */
  readonly reasons?: ReadonlyMap<string, string>;
  /** How much of each column is kept; an equal part of 300 kB when absent. */
  readonly budget?: ColumnBudget;
}

/** The profile of a table: what a drift check needs from a reference; exact for columns that fit their budget, else with a measured error. */
export function profileOf({ rows, columns }: Table, options: ProfileOptions = {}): Profile {
  const { types = {}, odd, reasons, budget = columnBudget(columns.length) } = options;
  const whole = columns.map((column) => {
    const reason = reasons?.get(column.name);
    const oddCells = odd?.get(column.name) ?? 0;
    const profile = column.type === 'numeric' ? numericProfile(column) : categoricalProfile(column, ownValue(types, column.name));
    if (reason !== undefined) return unknownColumn({ name: column.name, rows, missing: profile.missing, reason });
    return oddCells === 0 ? profile : { ...profile, odd: oddCells };
  });
  return { rows, columns: fitColumns(whole, budget) };
}

function numericProfile({ name, values }: NumericColumn): NumericProfile {
  const { sorted, missing, infinite } = prepareColumn({ name, type: 'numeric', values }) as { sorted: Float64Array } & Counts;
  const sketch = sketchOfSorted(sorted);
  const negative = infinite === 0 ? 0 : values.reduce((count, value) => count + (value === Number.NEGATIVE_INFINITY ? 1 : 0), 0);
  return { name, type: 'numeric', missing, infinite: { negative, positive: infinite - negative }, moments: momentsOf(sketch), sketch };
}

interface Counts {
  readonly missing: number;
  readonly infinite: number;
}

function categoricalProfile({ name, values }: CategoricalColumn, given: ReadType | undefined): CategoricalProfile {
  const { counts, missing } = prepareColumn({ name, type: 'categorical', values }) as { counts: ReadonlyMap<string, number> } & Counts;
  const type = given === undefined || given === 'numeric' ? 'categorical' : given;
  return { name, type, missing, nature: natureOf(counts, type, given === undefined), frequent: frequentSketch(counts) };
}
