import type { Report } from '@modelmonitor/api';

/** A stored report in one line. */
export interface ReportEntry {
  readonly run: string;
  readonly timestamp: string;
  readonly verdict: Report['verdict'];
  readonly share: number | null;
  readonly n_drifted: number;
  /** Time of the newest row it looked at; null without times. */
  readonly newest_row: string | null;
}

/** What a person reads of a report. */
export interface ReportPages {
  readonly drift: string;
  /** Data quality and stability; absent when the report says nothing of it. */
  readonly quality?: string;
}

/** Where drift reports are kept. */
export interface ReportStore {
  /** Keeps a report and its pages, makes it the newest if it is, and drops what exceeds the history. */
  save(report: Report, pages: ReportPages): Promise<void>;
  /** Stored reports, newest first. */
  list(): Promise<readonly ReportEntry[]>;
  /** The text of a stored report; undefined when there is none of that name. */
  read(run: string, format: 'json' | 'html'): Promise<string | undefined>;
  /** The page of data quality and stability of the newest report; undefined when there is none. */
  newestQuality(): Promise<string | undefined>;
  /** The newest report; undefined when there is none. */
  latest(): Promise<Report | undefined>;
}
