import type { Report } from './report.ts';

/** How many of the newest runs have to be drifted before alerts fire. */
export interface Confirmation {
  readonly runs: number;
  readonly of: number;
}

/**
 * The verdict that reaches alerts: drifted while at least `runs` of the newest `of` runs are, so that one odd window neither raises an alert
 * nor ends one. A run without a verdict says nothing and is passed over.
 *
 * @param verdicts newest first
 * @example
 * confirmVerdict(['drifted', 'stable', 'drifted'], { runs: 2, of: 3 }) // => 'drifted'
 */
export function confirmVerdict(verdicts: readonly Report['verdict'][], { runs, of }: Confirmation): Report['verdict'] {
  const known = verdicts.filter((verdict) => verdict !== 'unknown').slice(0, of);
  if (known.length === 0) return 'unknown';
  return known.filter((verdict) => verdict === 'drifted').length >= runs ? 'drifted' : 'stable';
}
