import type { Report } from './report.ts';

/** How many of the newest runs have to be drifted before alerts fire. */
export interface Confirmation {
  readonly runs: number;
  readonly of: number;
}

/** A run as far as it confirms or ends an alarm. */
export interface ConfirmingRun {
  readonly verdict: Report['verdict'];
  /** Time of the newest row it looked at; absent or null when unknown. */
  readonly newestRow?: string | null;
}

/**
 * The verdict that reaches alerts: drifted while at least `runs` of the newest `of` runs are, so that one odd window neither raises an alert
 * nor ends one. A run without a verdict says nothing and is passed over. Several looks at the same rows are one piece of evidence, however often
 * a client requests a check: of runs without a new row between them, the newest counts.
 *
 * @param found newest first
 * @example
 * const verdicts = ['drifted', 'stable', 'drifted'] as const;
 * confirmVerdict(verdicts.map((verdict) => ({ verdict })), { runs: 2, of: 3 }) // => 'drifted'
 */
export function confirmVerdict(found: readonly ConfirmingRun[], { runs, of }: Confirmation): Report['verdict'] {
  const judged = found.filter(({ verdict }) => verdict !== 'unknown');
  const known = judged.filter((run, index) => !isSameWindow(run, judged[index - 1])).slice(0, of);
  if (known.length === 0) return 'unknown';
  return known.filter(({ verdict }) => verdict === 'drifted').length >= runs ? 'drifted' : 'stable';
}

/** Whether a run and the one after it looked at rows that end with the same one. */
export function isSameWindow({ newestRow }: ConfirmingRun, next: ConfirmingRun | undefined): boolean {
  return typeof newestRow === 'string' && next?.newestRow === newestRow;
}
