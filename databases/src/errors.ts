/** Why a database did not do what it was sent. */
export type DatabaseErrorKind =
  /** No connection, no response in time, or a server that cannot work now: the same may succeed later. */
  | 'unavailable'
  /** Another transaction was in the way: the same transaction may succeed at once. */
  | 'conflict'
  /** Wrong user or password, or no right to do this. */
  | 'denied'
  /** A value that the database does not take. */
  | 'value'
  /** A table, a column or another object that does not exist. */
  | 'missing'
  /** Anything else, such as a statement that the server does not know. */
  | 'failed';

interface DatabaseErrorOptions extends ErrorOptions {
  readonly kind: DatabaseErrorKind;
  readonly code?: string | undefined;
}

/** A database that did not do what it was sent. The message holds no credentials, and neither does what it is caused by. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly kind: DatabaseErrorKind;
  /** SQLSTATE, or the system's code such as ECONNREFUSED; undefined where there is none. */
  readonly code: string | undefined;

  constructor(message: string, { kind, code, ...options }: DatabaseErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.code = code;
  }
}

/** An address or credentials that cannot be used. The message holds no credentials. */
export class DatabaseAddressError extends Error {
  override readonly name = 'DatabaseAddressError';
}
