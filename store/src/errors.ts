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
}
