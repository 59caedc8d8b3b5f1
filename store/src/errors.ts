/** The store cannot be reached or cannot write now; the same call may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The connection was lost after COMMIT was sent: the batch may be stored or not. */
export class StoreOutcomeUnknown extends Error {
  override readonly name = 'StoreOutcomeUnknown';
}

/** The store refused a value of the batch; none of its rows was stored. */
export class StoreRefusedRows extends Error {
  override readonly name = 'StoreRefusedRows';
  /** Indices of the rows at fault where they are known, increasing; without them the writer finds them by halving the batch. */
  readonly rows: readonly number[] | undefined;

  constructor(message: string, options: ErrorOptions & { readonly rows?: readonly number[] } = {}) {
    super(message, options);
    this.rows = options.rows;
  }
}

/** A newer release changed the tables in a way that this one cannot work with. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
}
