import type { Profile, Table, TableShape } from '@modelmonitor/tables';
import { type PreparedColumn, pairWithProfile, preparedColumn, preparedFromProfile } from '@modelmonitor/tables';

/** Both sides of a column as far as they are there, and why they cannot be compared though they are. */
interface PreparedSides {
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
  readonly reason?: string;
}

/** What current rows are compared with: rows, or a profile of them. */
export interface DriftReference {
  /** Rows, or what is known of them. */
  readonly shape: Table | TableShape;
  /** Prepares both sides of a column, so that they can be compared. */
  sides(name: string, current: PreparedColumn | undefined): PreparedSides;
}

/** A reference whose rows are at hand. */
export function tableReference(table: Table): DriftReference {
  return {
    shape: table,
    sides: (name, current) => {
      const column = table.columns.find((candidate) => candidate.name === name);
      return { reference: column === undefined ? undefined : preparedColumn(column), current };
    },
  };
}

/** A reference that is a profile. */
export function profileReference({ rows, columns }: Profile): DriftReference {
  return {
    shape: { rows, columns: columns.map(({ name, type }) => ({ name, type: type === 'numeric' ? 'numeric' : 'categorical' })) },
    sides: (name, current) => {
      const column = columns.find((candidate) => candidate.name === name);
      if (column === undefined) return { reference: undefined, current };
      return current === undefined ? { reference: preparedFromProfile(column), current } : pairWithProfile(column, current);
    },
  };
}
