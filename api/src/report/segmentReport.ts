import Type from 'typebox';
import { columnMethods } from '../generated/driftMethods.ts';
import { words } from '../schema/words.ts';
import { columnVerdicts } from './columnReport.ts';
import { nullable } from './nullable.ts';

const number = (description: string) => nullable(Type.Number({ description }));
const count = (description: string) => Type.Integer({ minimum: 0, description });

const segmentColumn = Type.Object(
  {
    method: nullable(words(columnMethods, { description: 'Drift method.' })),
    score: number('Result of the method: the p-value before any correction, or the distance.'),
    threshold: number('Threshold of the score.'),
    corrected_p_value: Type.Optional(
      number('The p-value that decides beside the score, after the correction over the columns of all segments; absent without one.'),
    ),
    drifted: nullable(Type.Boolean({ description: 'Whether the column drifted; null when that is not known.' })),
    verdict: words(columnVerdicts, { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why there is no verdict, or what explains it.' })),
  },
  { description: 'Outcome of one column in a segment.' },
);

/** The outcome for one segment. */
export const segmentReportSchema = Type.Object(
  {
    name: Type.String({ description: 'Name of the segment: `FEATURE=VALUE` or `version=NAME`.' }),
    feature: Type.Optional(Type.String({ description: 'Feature whose value the rows have; absent for a version.' })),
    value: Type.Optional(Type.String({ description: 'That value.' })),
    version: Type.Optional(Type.String({ description: 'Version that predicted the rows; absent for a value of a feature.' })),
    rows: Type.Object(
      { reference: count('Rows of the reference; all of them for a version.'), current: count('Current rows.') },
      { description: 'Rows of the segment.' },
    ),
    n_features: count('Features compared; the feature of the segment is not among them.'),
    n_drifted_features: count('Features that drifted.'),
    share_drifted_features: nullable(
      Type.Number({ minimum: 0, maximum: 1, description: 'Drifted features among those with a verdict; null when none has one.' }),
    ),
    dataset_drift: nullable(Type.Boolean({ description: 'Whether the segment drifted; null when unknown.' })),
    level: nullable(words(['monitor', 'retrain', 'recollect'], { description: 'Highest level the share reached; null below the first.' })),
    verdict: words(['stable', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
    features: Type.Record(Type.String(), segmentColumn, { description: 'Outcome of each feature, by name; empty for too few rows.' }),
  },
  { description: 'Outcome of one segment.' },
);

export type SegmentReport = Type.Static<typeof segmentReportSchema>;
