/** A model file that cannot be served: not of its format, broken, or made for another resource. Its message is fit for the user. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}
