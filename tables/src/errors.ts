/** A data file that cannot be read, or not in the type it has to have; the message names the file and, where known, the column, the value and the row. */
export class DriftDataError extends Error {
  override readonly name = 'DriftDataError';
  /** Text files that the database cannot read as they are. */
  readonly malformed: readonly string[];

  constructor(message: string, { malformed = [], ...options }: ErrorOptions & { readonly malformed?: readonly string[] } = {}) {
    super(message, options);
    this.malformed = malformed;
  }
}

/** Why bytes are not a window: not a window at all, cut short, changed, or written by a newer version of this format. */
export type WindowFault = 'foreign' | 'truncated' | 'corrupt' | 'newer';

/** Bytes that are not a window file, or no longer one. */
export class WindowFileError extends Error {
  override readonly name = 'WindowFileError';
  readonly fault: WindowFault;

  constructor(fault: WindowFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
