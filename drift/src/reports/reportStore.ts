import type { Report, Verdict } from '@modelmonitor/api';

/** A stored report in one line. */
export interface ReportEntry {
  readonly run: string;
  readonly timestamp: string;
  readonly verdict: Verdict;
  readonly share: number | null;
  readonly n_drifted: number;
}

/** Where drift reports are kept. */
export interface ReportStore {
  /** Keeps a report and its HTML, makes it the newest if it is, and drops what exceeds the history. */
  save(report: Report, html: string): Promise<void>;
  /** Stored reports, newest first. */
  list(): Promise<readonly ReportEntry[]>;
  /** The text of a stored report; undefined when there is none of that name. */
  read(run: string, format: 'json' | 'html'): Promise<string | undefined>;
  /** The newest report; undefined when there is none. */
  latest(): Promise<Report | undefined>;
}
