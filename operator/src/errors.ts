/** An object of a name that a monitor needs exists and is somebody else's: it is left alone. */
export class ChildConflictError extends Error {
  override readonly name = 'ChildConflictError';
}
