/** A document to validate: the example resource, with some fields changed. */
export interface Sample {
  /** What is particular about it. */
  readonly name: string;
  /** By the path of the field, see `exampleMonitor`. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/** A document that is rejected: where, and with which message of the CLI. */
export interface InvalidSample extends Sample {
  readonly path: string;
  /** The path that an API server reports, when it is another. */
  readonly serverPath?: string;
  readonly message: string;
}
