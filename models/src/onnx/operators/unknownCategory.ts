/** A value that an encoder refuses; the caller knows the feature it came from. */
export class UnknownCategory extends Error {
  readonly value: string | number;
  readonly row: number;

  constructor(value: string | number, row: number) {
    super(`expected a category that the model knows, got ${JSON.stringify(value)}`);
    this.value = value;
    this.row = row;
  }
}
