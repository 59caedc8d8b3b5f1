import Type, { type TSchema } from 'typebox';
import { numericMethods } from '../schema/driftMethods.ts';
import { words } from '../schema/words.ts';

/** A value that may be null, with the reason said beside it: strict JSON knows neither NaN nor Infinity. */
export function nullable<Schema extends TSchema>(schema: Schema): Type.TUnion<[Schema, Type.TNull]> {
  return Type.Union([schema, Type.Null()]);
}

const count = (description: string) => Type.Integer({ minimum: 0, description });
const number = (description: string) => nullable(Type.Number({ description }));

const numericSummary = Type.Object(
  {
    rows: count('Values that are finite numbers.'),
    mean: number('Arithmetic mean.'),
    standard_deviation: number('Population standard deviation (ddof 0).'),
    minimum: number('Smallest value.'),
    p05: number('5 % quantile.'),
    p25: number('Lower quartile.'),
    median: number('Median.'),
    p75: number('Upper quartile.'),
    p95: number('95 % quantile.'),
    maximum: number('Largest value.'),
    histogram: Type.Object(
      {
        edges: Type.Array(Type.Number(), { description: 'Bin edges, one more than counts; the same for reference and current.' }),
        counts: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Rows per bin.' }),
      },
      { description: 'Histogram over the pooled range.' },
    ),
  },
  { description: 'Summary of a numeric column.' },
);

const categoricalSummary = Type.Object(
  {
    rows: count('Values that are not missing.'),
    distinct: count('Distinct categories.'),
    histogram: Type.Object(
      {
        values: Type.Array(Type.String(), {
          description: 'Most frequent categories of reference and current; the same list on both sides.',
        }),
        counts: Type.Array(Type.Integer({ minimum: 0 }), { description: 'Rows per category.' }),
        other: count('Rows of all further categories.'),
      },
      { description: 'Counts of the most frequent categories.' },
    ),
  },
  { description: 'Summary of a categorical column.' },
);

const absent = Type.Object(
  {
    count: count('Missing values.'),
    share: Type.Number({ minimum: 0, maximum: 1, description: 'Share of the rows.' }),
    infinite: count('Values that are infinite; left out like missing ones.'),
  },
  { description: 'Values that no test can use.' },
);

/** The outcome for one column. */
export const columnReportSchema = Type.Object(
  {
    type: words(['numeric', 'categorical'], { description: 'How the column was tested.' }),
    method: nullable(words(numericMethods, { description: 'Drift method.' })),
    score: number('What is compared with the threshold: the (corrected) p-value, or the distance.'),
    threshold: number('Threshold of the score.'),
    p_value: Type.Optional(number('p-value before correction, for methods that have one.')),
    statistic: number('Test statistic, or the distance itself.'),
    drifted: nullable(Type.Boolean({ description: 'Whether the column drifted; null when unknown.' })),
    verdict: words(['stable', 'drifted', 'unknown'], { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
    missing: Type.Object({ reference: absent, current: absent }, { description: 'Missing values on both sides.' }),
    reference: Type.Union([numericSummary, categoricalSummary]),
    current: Type.Union([numericSummary, categoricalSummary]),
  },
  { description: 'Outcome of one column.' },
);

export type ColumnReport = Type.Static<typeof columnReportSchema>;
export type NumericSummary = Type.Static<typeof numericSummary>;
export type CategoricalSummary = Type.Static<typeof categoricalSummary>;
export type Verdict = ColumnReport['verdict'];
