/**
 * Keys of the ConfigMap that holds a report; a page is gzipped, and so is the JSON where it would be large. The summary is what the operator
 * reads; the report itself only where there is no summary.
 */
export const reportKeys = {
  summary: 'summary.json',
  json: 'report.json',
  gzippedJson: 'report.json.gz',
  page: 'report.html.gz',
  qualityPage: 'data_stability_test.html.gz',
} as const;

/** Annotation of that ConfigMap: name of the run whose report it holds. */
export const runAnnotation = 'modelmonitor.dev/run';

/** Annotation of that ConfigMap: name of the Job that wrote the report; absent where none is known. */
export const jobAnnotation = 'modelmonitor.dev/job';

/** Bytes of all values of a ConfigMap that a report may take: what the API server takes (1 MiB), less what a copy's metadata may need. */
export const mostReportBytes = 1_000_000;

/** Largest summary, in bytes. */
export const mostSummaryBytes = 256 * 1024;

/** Annotation of that ConfigMap: why the newest run failed, as JSON of `RunFailure`; absent after a run that succeeded. */
export const failureAnnotation = 'modelmonitor.dev/failure';

/** Why a run came to no report. */
export interface RunFailure {
  /** When, in ISO 8601. */
  readonly time: string;
  readonly message: string;
}
