import Type from 'typebox';
import { mostSegments } from '../schema/mostSegments.ts';
import { words } from '../schema/words.ts';
import { columnReportSchema } from './columnReport.ts';
import { conceptDriftReportSchema } from './conceptDriftReport.ts';
import { contributionsReportSchema } from './contributionsReport.ts';
import { nullable } from './nullable.ts';
import { performanceHistorySchema } from './performanceHistory.ts';
import { performanceReportSchema } from './performanceReport.ts';
import { qualityReportSchema } from './qualityReport.ts';
import { reportSchemaVersion } from './reportSchemaVersion.ts';
import { runPattern } from './runName.ts';
import { segmentReportSchema } from './segmentReport.ts';

const time = (description: string) => Type.String({ format: 'date-time', description });

/** A drift report: the contract of the drift job, the command line and the stored ConfigMap. */
export const reportSchema = Type.Object(
  {
    schemaVersion: Type.Literal(reportSchemaVersion, { description: 'Version of this shape.' }),
    run: Type.String({ pattern: runPattern.source, description: 'Name of the run: its time in UTC, to the millisecond.' }),
    timestamp: time('When the check ran.'),
    monitor: nullable(
      Type.Object(
        { namespace: Type.String({ description: 'Its namespace.' }), name: Type.String({ description: 'Its name.' }) },
        { description: 'The ModelMonitor; null when two files were compared.' },
      ),
    ),
    model: nullable(
      Type.Object(
        {
          versions: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
            description: 'Rows of the window by the version that predicted them.',
          }),
        },
        { description: 'The model behind the window; null when two files were compared.' },
      ),
    ),
    reference: Type.Object(
      {
        rows: Type.Integer({ minimum: 0, description: 'Rows used; of a profile, the rows it was computed from.' }),
        hash: Type.String({ description: 'SHA-256 of the bytes of the reference.' }),
      },
      { description: 'The reference data.' },
    ),
    current: Type.Object(
      {
        rows: Type.Integer({ minimum: 0, description: 'Rows used.' }),
        refused: Type.Optional(
          Type.Integer({
            minimum: 0,
            description: 'Those of the rows that were refused for a category the model has not seen; they have no prediction.',
          }),
        ),
        hash: Type.Optional(
          Type.String({ description: 'SHA-256 of the bytes of the current file; absent for a window of captured rows.' }),
        ),
        from: nullable(time('Oldest row.')),
        to: nullable(time('Newest row.')),
        source: Type.Optional(Type.String({ description: 'Where the rows are from; absent when two files were compared.' })),
        pods: Type.Optional(
          Type.Object(
            {
              answered: Type.Integer({ minimum: 0, description: 'Pods that gave their rows.' }),
              total: Type.Integer({ minimum: 0, description: 'Pods that were queried.' }),
            },
            { description: 'Pods the rows are from; absent when they are from elsewhere.' },
          ),
        ),
        seen: Type.Optional(
          Type.Integer({
            minimum: 0,
            description: 'Rows that the source has of the time from `window.maxAge` ago, used or not, with those that were refused.',
          }),
        ),
        sampled: Type.Optional(
          Type.Number({ minimum: 0, maximum: 1, description: 'Share of the predictions that is captured: capture.sample.' }),
        ),
        labelled: Type.Optional(Type.Integer({ minimum: 0, description: 'Those of the rows that have a ground-truth label.' })),
        sections_rows: Type.Optional(
          Type.Integer({
            minimum: 0,
            description:
              'Rows of the seeded sample that gives data quality of whole rows, performance, concept drift, contributions and segments; absent where all rows give them.',
          }),
        ),
        missing: Type.Optional(
          Type.Array(
            Type.Object(
              {
                reason: Type.String({ description: 'Why the rows are missing.' }),
                rows: nullable(Type.Integer({ minimum: 0, description: 'How many; null where that is not known.' })),
              },
              { description: 'Rows that are missing for one reason.' },
            ),
            {
              description:
                'Predictions that were to be captured and that the source lacks, counted since the processes started that predicted in the time of the window.',
            },
          ),
        ),
      },
      { description: 'The current data.' },
    ),
    engine: Type.Optional(
      Type.Object(
        { version: Type.String({ description: 'Version of ModelMonitor.' }) },
        { description: 'The program that created the report.' },
      ),
    ),
    settings: Type.Optional(
      Type.Object(
        {
          min_rows: Type.Integer({ minimum: 0, description: 'Current rows needed for a verdict.' }),
          effect_floor: Type.Number({ description: 'Size of the effect below which a significant p-value of many rows is immaterial.' }),
          rules: Type.Optional(
            words(['guarded', 'evidently'], { description: 'How a score becomes a verdict; `evidently`: the score alone decides.' }),
          ),
        },
        { description: 'Settings of the check other than methods and thresholds.' },
      ),
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
    summary: Type.Optional(
      Type.String({
        description:
          'Why verdict and level hold: the share beside the one that counts as drift and the one of the level; absent when unknown.',
      }),
    ),
    features: Type.Record(Type.String(), columnReportSchema, { description: 'Outcome of each feature, by name.' }),
    segments: Type.Optional(
      Type.Array(segmentReportSchema, {
        maxItems: mostSegments,
        description: 'Outcome of each segment of drift.segments; absent where none are requested.',
      }),
    ),
    prediction: nullable(columnReportSchema),
    target: nullable(columnReportSchema),
    quality: nullable(qualityReportSchema),
    performance: nullable(performanceReportSchema),
    performance_history: Type.Optional(performanceHistorySchema),
    concept_drift: nullable(conceptDriftReportSchema),
    contributions: nullable(contributionsReportSchema),
    warnings: Type.Array(Type.String(), { description: 'Warnings for the reader.' }),
  },
  { description: 'A drift report.' },
);

export type Report = Type.Static<typeof reportSchema>;
