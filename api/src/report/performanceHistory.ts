import Type from 'typebox';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';
import { estimate } from './performanceReport.ts';

const figures = (description: string) => Type.Record(Type.String(), estimate, { description });

const delay = Type.Object(
  {
    median: Type.Number({ description: 'Half of the labels arrived within this time.' }),
    p90: Type.Number({ description: 'Nine of ten labels arrived within this time.' }),
  },
  { description: 'Seconds from a prediction to its newest label.' },
);

const periodEstimate = Type.Object(
  {
    method: words(['cbpe', 'dle'], { description: 'Confidence-based estimation, or direct loss estimation.' }),
    rows: Type.Integer({ minimum: 0, description: 'Predictions that the estimate is for.' }),
    metrics: figures('Estimated figures by metric.'),
  },
  { description: 'What was expected of the period before its labels came, by the drift checks of that time.' },
);

const period = Type.Object(
  {
    from: Type.String({ description: 'Start of the hour or day, UTC.' }),
    version: Type.String({ description: 'Version that made the predictions.' }),
    predicted: Type.Integer({ minimum: 0, description: 'Predictions of the period.' }),
    labelled: Type.Integer({ minimum: 0, description: 'Predictions that have a label.' }),
    delaySeconds: nullable(delay),
    mature: Type.Boolean({ description: 'Whether the share of labelled predictions is at least 80 % of what is usual.' }),
    metrics: figures('Figures of the labelled predictions by metric; those that cannot be computed are absent.'),
    classes: Type.Optional(
      Type.Record(Type.String(), figures('precision, recall, f1 and specificity of the class.'), { description: 'By class.' }),
    ),
    confusion: Type.Optional(
      Type.Array(Type.Array(Type.Integer({ minimum: 0 })), {
        description: 'Rows: true class; columns: predicted class; as `classes` lists them.',
      }),
    ),
    calibration: Type.Optional(
      Type.Array(
        Type.Object({
          rows: Type.Integer({ minimum: 0, description: 'Labelled predictions in the bin.' }),
          predicted: Type.Number({ description: 'Mean probability that the model gave.' }),
          actual: Type.Number({ description: 'Share that came true.' }),
        }),
        { description: 'Calibration by bins of equally many rows: of two classes the second, of more the predicted one.' },
      ),
    ),
    estimated: Type.Optional(periodEstimate),
    verdicts: Type.Optional(
      Type.Record(
        Type.String(),
        words(['stable', 'worse'], { description: 'worse: the fall against the baseline is larger than chance explains.' }),
        {
          description: 'Of mature days, by headline metric.',
        },
      ),
    ),
  },
  { description: 'One hour or day of one version.' },
);

const versionBaseline = Type.Object(
  {
    from: words(['reference', 'firstDays'], { description: 'The reference data, or the first mature days of the version.' }),
    rows: Type.Integer({ minimum: 0, description: 'Rows behind the figures.' }),
    metrics: figures('Figures by metric.'),
  },
  { description: 'What later periods of the version are compared with.' },
);

const selection = Type.Object(
  {
    pValue: Type.Number({ description: 'Chance of such differences if labels did not depend on the score.' }),
    bands: Type.Array(
      Type.Object({
        from: Type.Number({ description: 'Lowest score of the band.' }),
        to: Type.Number({ description: 'Highest score of the band.' }),
        predicted: Type.Integer({ minimum: 0, description: 'Predictions.' }),
        labelled: Type.Integer({ minimum: 0, description: 'Predictions with a label.' }),
      }),
      { description: 'By probability of the second class, or of the predicted one where there are more. Empty for a regression.' },
    ),
    warning: Type.Optional(
      Type.String({
        description: 'Present where the labelled share depends on the score, so that figures may not hold for all predictions.',
      }),
    ),
  },
  { description: 'Whether labels are a fair sample of the predictions.' },
);

/** Performance over time: what `GET /data/performance` answers, and the report draws. */
export const performanceHistorySchema = Type.Object(
  {
    by: words(['hour', 'day'], { description: 'Length of a period.' }),
    task: words(['classification', 'regression'], { description: 'Task of the model.' }),
    classes: Type.Array(Type.String(), { description: 'Classes; empty for a regression.' }),
    headline: Type.Array(Type.String(), { description: 'Metrics that decide verdicts; the first is the one that is drawn.' }),
    periods: Type.Array(period, { description: 'Oldest first.' }),
    versions: Type.Record(
      Type.String(),
      Type.Object(
        {
          usualShare: nullable(Type.Number({ description: 'Share of predictions that usually get a label; null while unknown.' })),
          baseline: Type.Optional(versionBaseline),
          selection: Type.Optional(selection),
        },
        { description: 'What holds for all periods of a version.' },
      ),
      { description: 'By version.' },
    ),
  },
  { description: 'Performance by period and version, with the maturity of its labels.' },
);

export type PerformanceHistory = Type.Static<typeof performanceHistorySchema>;
export type PerformancePeriod = Type.Static<typeof period>;
