import Type from 'typebox';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';

/** Detectors of concept drift over a stream of errors. */
export const conceptDetectors = ['ddm', 'eddm', 'page_hinkley', 'adwin', 'kswin'] as const;

const event = Type.Object(
  {
    kind: words(['warning', 'drift'], { description: 'Outcome of the detector.' }),
    row: Type.Integer({ minimum: 0, description: 'Labelled row, counted from 0 in the order of time.' }),
    time: Type.Optional(Type.String({ format: 'date-time', description: 'Time of the row, where rows have one.' })),
  },
  { description: 'One alarm.' },
);

const detector = Type.Object(
  {
    detector: words(conceptDetectors, { description: 'Name of the detector.' }),
    verdict: words(['stable', 'warning', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    events: Type.Array(event, { maxItems: 20, description: 'The alarms, oldest first; the last 20 when there are more.' }),
    n_events: Type.Integer({ minimum: 0, description: 'Number of alarms.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
  },
  { description: 'One detector over the labelled stream.' },
);

const errorGivenFeatures = Type.Object(
  {
    statistic: nullable(Type.Number({ description: 'Test statistic.' })),
    p_value: nullable(Type.Number({ minimum: 0, maximum: 1, description: 'p-value.' })),
    threshold: Type.Number({ description: 'Significance level.' }),
    verdict: words(['stable', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
    error: Type.Optional(
      Type.Object(
        {
          reference: Type.Number({ description: 'Of the reference.' }),
          current: Type.Number({ description: 'Of the current rows.' }),
        },
        {
          description:
            'Mean error of each side, its rows weighted so that both sides have the same features; absent when the verdict is unknown.',
        },
      ),
    ),
    features: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: 'Feature.' }),
          p_value: Type.Number({ minimum: 0, maximum: 1, description: 'Corrected p-value.' }),
          detail: Type.String({ description: 'Description of the rows whose error changed most.' }),
        },
        { description: 'A feature along which the error changed.' },
      ),
      { description: 'Features along which the error changed most, smallest p-value first; at most 10.' },
    ),
  },
  { description: 'Whether the error, given the features, differs between reference and current.' },
);

/** Change of the relation between features and target. */
export const conceptDriftReportSchema = Type.Object(
  {
    verdict: words(['stable', 'warning', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown or a warning.' })),
    rows: Type.Integer({ minimum: 0, description: 'Labelled current rows.' }),
    error_rate: Type.Array(nullable(Type.Number()), {
      maxItems: 60,
      description: 'Mean error (share of wrong classes, or mean absolute error) over equal slices of the labelled rows, oldest first.',
    }),
    detectors: Type.Array(detector, { description: 'The detectors.' }),
    error_given_features: nullable(errorGivenFeatures),
  },
  { description: 'Concept drift.' },
);

export type ConceptDriftReport = Type.Static<typeof conceptDriftReportSchema>;
export type DetectorReport = Type.Static<typeof detector>;
