/** How an engine answers one case. */
export interface CaseOutcome {
  readonly outcome: 'exact' | 'refused' | 'wrong';
  readonly reason?: string;
  /** Processor time of a row asked alone; absent where it does not answer. */
  readonly microseconds?: number;
}

/** What a program that answers cases prints. */
export interface EngineResult {
  readonly cases: Readonly<Record<string, CaseOutcome>>;
  /** Bytes resident after all cases. */
  readonly resident: number;
}
