import Type from 'typebox';
import { type PerformanceMetricFacts, performanceMetrics } from '../generated/performanceMetrics.ts';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';

const namesOf = (task: PerformanceMetricFacts['task']) =>
  Object.entries(performanceMetrics)
    .filter(([, facts]) => facts.task === task && facts.measured)
    .map(([name]) => name)
    .join(', ');

export const estimate = Type.Object(
  {
    value: Type.Number({ description: 'The figure.' }),
    lower: nullable(Type.Number({ description: 'Lower end of its 95 % interval; null where there is none.' })),
    upper: nullable(Type.Number({ description: 'Upper end of its 95 % interval; null where there is none.' })),
  },
  { description: 'A figure and its 95 % interval.' },
);

const metric = Type.Object(
  {
    reference: nullable(estimate),
    current: nullable(estimate),
    verdict: words(['stable', 'worse', 'better', 'unknown'], { description: 'The current figure against the reference.' }),
    reason: Type.Optional(Type.String({ description: 'Why a figure or the verdict is missing.' })),
  },
  { description: 'One metric on reference and current.' },
);

const metrics = (description: string) => Type.Record(Type.String(), metric, { description });

const confusionMatrix = Type.Object(
  {
    labels: Type.Array(Type.String(), { description: 'Classes, the order of rows and columns.' }),
    reference: nullable(
      Type.Array(Type.Array(Type.Integer({ minimum: 0 })), { description: 'Rows: true class; columns: predicted class.' }),
    ),
    current: nullable(Type.Array(Type.Array(Type.Integer({ minimum: 0 })), { description: 'Rows: true class; columns: predicted class.' })),
  },
  { description: 'Confusion matrices; absent for more than 50 classes.' },
);

/** Quality of the model where labels are known, and its estimate where they are not. */
export const performanceReportSchema = Type.Object(
  {
    task: words(['classification', 'regression'], { description: 'Task of the model.' }),
    rows: Type.Object(
      {
        reference: Type.Integer({ minimum: 0, description: 'Rows with label and prediction.' }),
        current: Type.Integer({ minimum: 0, description: 'Rows with label and prediction.' }),
      },
      { description: 'Rows behind the metrics.' },
    ),
    leftOut: Type.Optional(
      Type.Object(
        {
          reference: Type.Integer({ minimum: 0, description: 'Rows without a label or a prediction.' }),
          current: Type.Integer({ minimum: 0, description: 'Rows without a label or a prediction.' }),
        },
        { description: 'Rows that could not be measured.' },
      ),
    ),
    verdict: words(['stable', 'worse', 'better', 'unknown'], { description: 'Worse when a headline metric is worse.' }),
    headline: Type.Optional(Type.Array(Type.String(), { description: 'Names of the metrics that decide the verdict.' })),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
    metrics: metrics(`Metrics by name: ${namesOf('classification')} (macro where there are several classes); ${namesOf('regression')}.`),
    classes: Type.Optional(
      Type.Record(Type.String(), metrics('precision, recall and f1 of the class.'), {
        description: 'Metrics by class, of the 50 classes with most rows.',
      }),
    ),
    confusion: Type.Optional(confusionMatrix),
    estimated: Type.Optional(
      Type.Object(
        {
          method: words(['cbpe', 'dle'], { description: 'Confidence-based estimation, or direct loss estimation.' }),
          rows: Type.Integer({ minimum: 0, description: 'Current rows the estimate is for.' }),
          calibrated: Type.Optional(
            Type.Boolean({ description: 'Of cbpe: whether probabilities were calibrated on the reference first.' }),
          ),
          verdict: Type.Optional(
            words(['stable', 'worse', 'better', 'unknown'], { description: 'Worse when an estimated headline metric is worse.' }),
          ),
          reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
          metrics: metrics('Estimated without labels on the current rows; the reference is what was realised there.'),
        },
        { description: 'Estimated performance of the current rows, without their labels.' },
      ),
    ),
  },
  { description: 'Quality of the model.' },
);

export type PerformanceReport = Type.Static<typeof performanceReportSchema>;
export type PerformanceMetric = Type.Static<typeof metric>;
/** Quality of current rows that was estimated without their labels. */
export type EstimatedPerformance = NonNullable<PerformanceReport['estimated']>;
export type Estimate = Type.Static<typeof estimate>;
