/** A document for the judges: the example resource, with some fields changed. */
export interface Sample {
  /** What is particular about it, in words. */
  readonly name: string;
  /** By the path of the field, see `exampleMonitor`. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/** A document that is refused: where, and what the judge on a laptop says. */
export interface InvalidSample extends Sample {
  readonly path: string;
  /** Where an API server sees it, when that is elsewhere. */
  readonly serverPath?: string;
  readonly message: string;
}
