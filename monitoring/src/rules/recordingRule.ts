/** A series that Prometheus computes from others, named `level:metric:operations`. */
export interface RecordingRule {
  readonly record: string;
  readonly expression: string;
  /** Its row in docs/alerts.md. */
  readonly meaning: string;
}
