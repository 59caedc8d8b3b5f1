/** Counts of the rows of one hour, as bytes that the drift check reads. */
export interface HourRecord {
  /** Start of the hour, in milliseconds since 1970. */
  readonly start: number;
  /** Digest of the features and edges that rows were counted at: after a change of the reference, others are needed. */
  readonly edges: string;
  readonly numbers: Uint8Array;
}

/** Which hours are read. */
export interface HourQuery {
  readonly edges: string;
  /** Start of the first hour, and before which hours start, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}
