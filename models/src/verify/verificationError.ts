/** A model that does not give the predictions recorded for it, or a file of recorded predictions that cannot be used. Its message is fit for the user. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}
