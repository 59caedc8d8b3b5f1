/** A column of `kubectl get modelmonitors`. */
interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'number' | 'date';
  readonly description: string;
  readonly jsonPath: string;
  /** 1 shows it with `-o wide` only. */
  readonly priority?: number;
}

const ready = (field: string) => `.status.conditions[?(@.type=="Ready")].${field}`;

/** The default columns, then those that `-o wide` adds. */
export const printerColumns: readonly PrinterColumn[] = [
  { name: 'Ready', type: 'string', description: 'Whether the model is served as specified.', jsonPath: ready('status') },
  { name: 'Drift', type: 'string', description: 'Confirmed outcome of the drift checks.', jsonPath: '.status.drift.confirmed' },
  {
    name: 'Share',
    type: 'number',
    description: 'Share of drifted features in the newest report.',
    jsonPath: '.status.drift.share',
  },
  { name: 'Last-Run', type: 'date', description: 'Time since the newest report.', jsonPath: '.status.drift.lastRunTime' },
  { name: 'Versions', type: 'string', description: 'Percent of the requests by version.', jsonPath: '.status.traffic' },
  { name: 'Age', type: 'date', description: 'Time since the monitor was created.', jsonPath: '.metadata.creationTimestamp' },
  { name: 'Reason', type: 'string', description: 'Reason of the Ready condition.', jsonPath: ready('reason'), priority: 1 },
  { name: 'Level', type: 'string', description: 'Recommended action at that share.', jsonPath: '.status.drift.level', priority: 1 },
  { name: 'Url', type: 'string', description: 'Address inside the cluster.', jsonPath: '.status.url', priority: 1 },
];
