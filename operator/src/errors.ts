/** An object with a name that a monitor needs exists and belongs to another owner: it is left unchanged. */
export class ChildConflictError extends Error {
  override readonly name = 'ChildConflictError';
}
