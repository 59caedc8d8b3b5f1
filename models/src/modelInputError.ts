/** A row that a model cannot predict, as its training library cannot. Its message names the feature and is fit for the user. */
export class ModelInputError extends Error {
  override readonly name = 'ModelInputError';
  /** Index of the row among those given. */
  readonly row: number;
  /** Index of the feature in the contract. */
  readonly feature: number;

  constructor(message: string, { row, feature }: { row: number; feature: number }) {
    super(message);
    this.row = row;
    this.feature = feature;
  }
}
