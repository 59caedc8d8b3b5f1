import Type from 'typebox';
import { columnMethods } from '../generated/driftMethods.ts';
import { mostSegments } from '../schema/mostSegments.ts';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';
import { reportSchemaVersion } from './reportSchemaVersion.ts';
import { runPattern } from './runName.ts';
import { longestSummaryText, mostSummaryFeatures, mostSummaryWarnings } from './summaryBounds.ts';

const text = (description: string) => Type.String({ maxLength: longestSummaryText, description });
const time = (description: string) => Type.String({ format: 'date-time', maxLength: 40, description });
const count = (description: string) => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const score = nullable(Type.Number({ description: 'Its score; null when unknown.' }));
const method = nullable(words(columnMethods, { description: 'Drift method; null when none ran.' }));
const driftFlag = (description: string) => nullable(Type.Boolean({ description }));
const names = (description: string) => Type.Array(text('Name of a feature.'), { maxItems: mostSummaryFeatures, description });

const feature = Type.Object(
  {
    name: text('Name of the feature.'),
    method,
    score,
    threshold: nullable(Type.Number({ description: 'Threshold of the score.' })),
    drifted: driftFlag('Whether the feature drifted; null when unknown.'),
    missing: Type.Object(
      { reference: share('In the reference.'), current: share('In the current rows.') },
      { description: 'Share of missing values.' },
    ),
  },
  { description: 'One feature.' },
);

const segment = Type.Object(
  {
    name: text('Name of the segment: `FEATURE=VALUE` or `version=NAME`.'),
    feature: Type.Optional(text('Feature whose value the rows have; absent for a version.')),
    share: nullable(share('Share of drifted features; null when unknown.')),
    drifted: driftFlag('Whether the segment drifted; null when unknown.'),
  },
  { description: 'One segment.' },
);

/** What status and metrics show of a report: small, so that it is read in no time however wide the model is. */
export const reportSummarySchema = Type.Object(
  {
    schemaVersion: Type.Literal(reportSchemaVersion, { description: 'Version of the report.' }),
    run: Type.String({ pattern: runPattern.source, maxLength: 32, description: 'Name of the run.' }),
    timestamp: time('When the check ran.'),
    monitor: nullable(
      Type.Object(
        {
          namespace: Type.String({ maxLength: 63, description: 'Its namespace.' }),
          name: Type.String({ maxLength: 253, description: 'Its name.' }),
        },
        { description: 'The ModelMonitor; null when two files were compared.' },
      ),
    ),
    verdict: words(['stable', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(text('Why the verdict is unknown.')),
    summary: Type.Optional(text('Why verdict and level hold.')),
    level: nullable(words(['monitor', 'retrain', 'recollect'], { description: 'Highest level the share reached; null below the first.' })),
    share: nullable(share('Drifted features among those with a verdict; null when none has one.')),
    // Not so small that the share divided by it is no number.
    threshold: Type.Number({ minimum: 1e-100, maximum: 1, description: 'Share from which the data set counts as drifted.' }),
    drifted: driftFlag('Whether the data set drifted; null when unknown.'),
    n_features: count('Features compared.'),
    n_drifted_features: count('Features that drifted.'),
    features: Type.Array(feature, { maxItems: mostSummaryFeatures, description: 'Figures of the first features.' }),
    drifted_features: names('Features that drifted, the first 100.'),
    not_in_reference: names('Features that are missing from the reference, or have no values in it, the first 100.'),
    segments: Type.Array(segment, { maxItems: mostSegments, description: 'Figures of the segments.' }),
    prediction: nullable(Type.Object({ method, score }, { description: 'Figures of the predictions; null when they were not compared.' })),
    rows: Type.Object({ reference: count('Of the reference.'), current: count('Current rows.') }, { description: 'Rows compared.' }),
    newest_row: nullable(time('Time of the newest current row; null without times.')),
    pods: nullable(
      Type.Object(
        { answered: count('Pods that gave their rows.'), total: count('Pods that were queried.') },
        { description: 'Pods of the window; null when the rows are from elsewhere.' },
      ),
    ),
    warnings: Type.Object(
      {
        total: count('Warnings of the report.'),
        texts: Type.Array(text('A warning.'), { maxItems: mostSummaryWarnings, description: 'The first of them.' }),
      },
      { description: 'Warnings for the reader.' },
    ),
  },
  { description: 'Summary of a drift report.' },
);

export type ReportSummary = Type.Static<typeof reportSummarySchema>;
