/** A value that an encoder refuses; the caller knows the feature it came from. */
export class UnknownCategory extends Error {
  readonly row: number;
  /** Name of the encoder's input, and the column in it. */
  readonly source: string;
  readonly column: number;

  constructor({ row, source, column }: { row: number; source: string; column: number }) {
    super('expected a category that the model knows');
    this.row = row;
    this.source = source;
    this.column = column;
  }
}
