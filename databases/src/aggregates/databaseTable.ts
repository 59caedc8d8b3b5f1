import type { CountSource } from '@modelmonitor/tables/counted';
import { DatabaseAddressError } from '../errors.ts';
import type { PasswordPlaces } from '../postgres/passwordSource.ts';

export interface DatabaseTableOptions extends PasswordPlaces {
  /** What the URL is from, for messages, such as `--current`. */
  readonly what: string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Rows of a table in a database, which are only read. */
export interface DatabaseTable {
  /** For people: the table and its server, without user and password. */
  readonly label: string;
  /** Columns of types that cannot be compared. */
  readonly leftOut: readonly string[];
  /** Asks for counts of one state of the rows. */
  count<Result>(work: (source: CountSource) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where a password belongs instead. */
export function passwordInUrl(what: string, places: string): DatabaseAddressError {
  return new DatabaseAddressError(
    `${what}: expected no password in the URL, where other users of the machine can read it; use ${places} or --credentials FILE`,
  );
}
