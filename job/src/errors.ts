/** A drift job that did not end well: refused its input, ran too long, or said something else than a report. */
export class DriftRunError extends Error {
  override readonly name = 'DriftRunError';
  /** The last lines the job wrote to stderr. */
  readonly stderrTail: string;
  /** Whether the process that started the job ended it, because it closes itself: no failure. */
  readonly ended: boolean;

  constructor(message: string, { stderrTail, ended = false, ...options }: ErrorOptions & { stderrTail: string; ended?: boolean }) {
    super(message, options);
    this.stderrTail = stderrTail;
    this.ended = ended;
  }
}

/** Whether a job failed because the process that started it ended it. */
export function wasEnded(error: unknown): boolean {
  return error instanceof DriftRunError && error.ended;
}

/** A command line or configuration the drift job cannot follow. */
export class DriftUsageError extends Error {
  override readonly name = 'DriftUsageError';
}

/** Captured rows that no pod gave. */
export class DriftPodsError extends Error {
  override readonly name = 'DriftPodsError';
}

/** A report that a ConfigMap could not take, or that the API server did not. */
export class DriftStoreError extends Error {
  override readonly name = 'DriftStoreError';
}
