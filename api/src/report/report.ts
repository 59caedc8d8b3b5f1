import Type from 'typebox';
import { words } from '../schema/words.ts';
import { columnReportSchema, nullable } from './columnReport.ts';

/** Version of the report's shape; a reader refuses one it does not know. */
export const reportSchemaVersion = 1;

const time = (description: string) => Type.String({ format: 'date-time', description });

/** A drift report: the contract of the drift job, the command line and the stored ConfigMap. */
export const reportSchema = Type.Object(
  {
    schemaVersion: Type.Literal(reportSchemaVersion, { description: 'Version of this shape.' }),
    run: Type.String({ pattern: '^[0-9]{8}t[0-9]{9}z$', description: 'Name of the run: its time in UTC, to the millisecond.' }),
    timestamp: time('When the check ran.'),
    monitor: nullable(
      Type.Object(
        { namespace: Type.String(), name: Type.String() },
        { description: 'The ModelMonitor; null when two files were compared.' },
      ),
    ),
    model: nullable(
      Type.Object(
        {
          versions: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
            description: 'Rows of the window by the version that answered them.',
          }),
        },
        { description: 'The model behind the window; null when two files were compared.' },
      ),
    ),
    reference: Type.Object(
      {
        rows: Type.Integer({ minimum: 0, description: 'Rows used.' }),
        hash: Type.String({ description: 'SHA-256 of the bytes of the reference.' }),
      },
      { description: 'The reference data.' },
    ),
    current: Type.Object(
      {
        rows: Type.Integer({ minimum: 0, description: 'Rows used.' }),
        from: nullable(time('Oldest row.')),
        to: nullable(time('Newest row.')),
      },
      { description: 'The current data.' },
    ),
    n_features: Type.Integer({ minimum: 0, description: 'Features compared.' }),
    n_drifted_features: Type.Integer({ minimum: 0, description: 'Features that drifted.' }),
    share_drifted_features: nullable(
      Type.Number({ minimum: 0, maximum: 1, description: 'Drifted features among those with a verdict; null when none has one.' }),
    ),
    drift_share_threshold: Type.Number({ description: 'Share from which the data set counts as drifted.' }),
    correction: words(['none', 'bonferroni', 'benjaminiHochberg'], { description: 'Correction of the p-values.' }),
    dataset_drift: nullable(Type.Boolean({ description: 'Whether the data set drifted; null when unknown.' })),
    level: nullable(words(['monitor', 'retrain', 'recollect'], { description: 'Highest level the share reached; null below the first.' })),
    verdict: words(['stable', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
    features: Type.Record(Type.String(), columnReportSchema, { description: 'Outcome of each feature, by name.' }),
    prediction: nullable(columnReportSchema),
    target: nullable(columnReportSchema),
    quality: Type.Null({ description: 'Reserved.' }),
    performance: Type.Null({ description: 'Reserved.' }),
    warnings: Type.Array(Type.String(), { description: 'What a reader should know.' }),
  },
  { description: 'A drift report.' },
);

export type Report = Type.Static<typeof reportSchema>;

/** Name of a run from its time: sorts by time and may stand in a Kubernetes name. */
export function runName(timestamp: Date): string {
  return timestamp.toISOString().replaceAll(/[-:.]/g, '').toLowerCase();
}
