import type { Report } from '@modelmonitor/api';

/** Runs a drift check on the captured rows and gives its report. */
export type RunDriftCheck = () => Promise<Report>;

export interface DriftRunnerOptions {
  /** Starts one check on the rows captured so far. */
  readonly check: RunDriftCheck;
  /** Rows captured since the process started. */
  readonly capturedRows: () => number;
}

/**
 * One check at a time. A caller that comes while one runs gets that one's report when no row has come since it began,
 * and otherwise a check of its own after it; callers that wait for the same rows share a check.
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
