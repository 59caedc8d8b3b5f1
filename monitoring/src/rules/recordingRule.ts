/** A series that Prometheus works out from others, called `level:metric:operations`. */
export interface RecordingRule {
  readonly record: string;
  readonly expression: string;
  /** What it is, for docs/alerts.md. */
  readonly meaning: string;
}
