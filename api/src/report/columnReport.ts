import Type from 'typebox';
import { columnMethods } from '../generated/driftMethods.ts';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';

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
    quantiles: Type.Array(Type.Number(), {
      description:
        'Quantiles at 0, 5, … 100 %, to six significant digits: together with those of the other side they give a quantile-quantile plot.',
    }),
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
    text: Type.Optional(
      Type.Object(
        {
          new_share: number(
            'Share of the rows whose text the reference does not have; null when the reference is a profile, which keeps no texts.',
          ),
          length: number('Mean length in characters.'),
          letters: number('Mean share of letters among the characters.'),
          digits: number('Mean share of digits.'),
          spaces: number('Mean share of white space.'),
        },
        { description: 'Lengths and characters of the texts.' },
      ),
    ),
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

const effect = Type.Object(
  {
    measure: words(['ks_statistic', 'total_variation'], { description: 'How the size of the effect is measured.' }),
    size: Type.Number({ minimum: 0, description: 'Size of the effect, from 0 (none) to 1.' }),
    floor: Type.Number({ minimum: 0, description: 'Size below which a significant difference is immaterial.' }),
    material: Type.Boolean({ description: 'Whether the effect reaches the floor.' }),
  },
  { description: 'Size of the effect beside a p-value.' },
);

const significance = Type.Object(
  {
    test: words(['ks', 'chisquare_homogeneity'], { description: 'A test that treats reference and current values alike as samples.' }),
    p_value: Type.Number({ minimum: 0, maximum: 1, description: 'Its p-value, before correction.' }),
    corrected_p_value: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Its p-value after the correction; absent without one.' }),
    ),
    significant: Type.Boolean({
      description:
        'Whether the corrected p-value is below 0.05, or below the threshold of a p-value that is lower; if not, chance explains the score.',
    }),
  },
  {
    description:
      'A test that must be significant as well where the score is beyond its threshold, for methods whose score chance alone takes there too often; absent by the rules `evidently`.',
  },
);

const missingShift = Type.Object(
  {
    p_value: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'p-value of the two-proportion z test, of few rows of Fisher’s exact test; before correction.',
    }),
    score: Type.Number({ minimum: 0, maximum: 1, description: 'The p-value after the correction.' }),
    threshold: Type.Number({ description: 'Threshold of the score.' }),
    drifted: Type.Boolean({ description: 'Whether the share of missing values shifted.' }),
  },
  { description: 'Test of the share of missing values; absent when neither side has any.' },
);

const oddCells = Type.Object(
  {
    count: count('Such cells.'),
    examples: Type.Array(
      Type.Object(
        {
          row: Type.Integer({ minimum: 1, description: 'Row of the data, from 1; the header is not counted.' }),
          text: Type.String({ maxLength: 61, description: 'The cell, cut at 60 characters.' }),
        },
        { description: 'One cell.' },
      ),
      { maxItems: 5, description: 'The first of them.' },
    ),
  },
  { description: 'Cells that are not of the type of the column.' },
);

/** What a column came out as. */
export const columnVerdicts = ['stable', 'drifted', 'unknown', 'constant', 'empty', 'new', 'vanished', 'ignored'] as const;

/** The outcome for one column. */
export const columnReportSchema = Type.Object(
  {
    type: words(['numeric', 'categorical', 'text', 'timestamp'], { description: 'How the column was tested.' }),
    method: nullable(words(columnMethods, { description: 'Drift method.' })),
    score: number('Result of the method: the p-value before any correction, or the distance.'),
    threshold: number('Threshold of the score.'),
    p_value: Type.Optional(number('The score of methods whose score is a p-value.')),
    corrected_p_value: Type.Optional(
      number(
        'The p-value after the correction, which is compared with the threshold; absent without a correction, or with `significance`.',
      ),
    ),
    statistic: number('Test statistic, or the distance itself.'),
    effect: Type.Optional(effect),
    significance: Type.Optional(significance),
    drifted: nullable(Type.Boolean({ description: 'Whether the column drifted; null when that is not known.' })),
    verdict: words(columnVerdicts, { description: 'The outcome in one word.' }),
    reason: Type.Optional(Type.String({ description: 'Why there is no verdict, or what explains it.' })),
    missing: Type.Object({ reference: absent, current: absent }, { description: 'Missing values on both sides.' }),
    missing_shift: Type.Optional(missingShift),
    odd_cells: Type.Optional(
      Type.Object(
        { reference: oddCells, current: oddCells },
        { description: 'Cells that are not of the type of the column, which the test leaves out; absent when there are none.' },
      ),
    ),
    missing_over_time: Type.Optional(
      Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
        maxItems: 20,
        description: 'Share of missing values over equal slices of the current rows, in their order; absent when none is missing.',
      }),
    ),
    reference: Type.Union([numericSummary, categoricalSummary]),
    current: Type.Union([numericSummary, categoricalSummary]),
  },
  { description: 'Outcome of one column.' },
);

export type ColumnReport = Type.Static<typeof columnReportSchema>;
export type NumericSummary = Type.Static<typeof numericSummary>;
export type CategoricalSummary = Type.Static<typeof categoricalSummary>;
export type Verdict = ColumnReport['verdict'];
