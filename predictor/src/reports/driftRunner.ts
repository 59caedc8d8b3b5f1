import type { Report } from '@modelmonitor/api';

/** Runs a drift check on the captured rows. */
export type RunDriftCheck = () => Promise<Report>;

export interface DriftRunnerOptions {
  /** Starts one check on the rows captured so far. */
  readonly check: RunDriftCheck;
  /** Rows captured since the process started. */
  readonly capturedRows: () => number;
}

/**
 * Runs one check at a time. A caller during a check gets its report when no row was captured since it started,
 * and otherwise the report of a check after it; callers that wait for the same rows share a check.
 */
export function createDriftRunner({ check, capturedRows }: DriftRunnerOptions): RunDriftCheck {
  let running: { report: Promise<Report>; rows: number } | undefined;
  let queued: Promise<Report> | undefined;
  const start = (): Promise<Report> => {
    const report = check().finally(() => {
      running = undefined;
    });
    running = { report, rows: capturedRows() };
    return report;
  };
  return () => {
    if (running === undefined) return start();
    if (running.rows === capturedRows()) return running.report;
    queued ??= running.report
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return running?.report ?? start();
      });
    return queued;
  };
}
