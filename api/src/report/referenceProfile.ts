import Type from 'typebox';
import { words } from '../schema/words.ts';
import { profileKind, profileSchemaVersion } from './profileKind.ts';

const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;
const MOST_KNOTS = 100_000;

const count = (description: string) => Type.Integer({ minimum: 0, maximum: LARGEST_COUNT, description });
const counts = (description: string) =>
  Type.Array(Type.Integer({ minimum: 0, maximum: LARGEST_COUNT }), { maxItems: MOST_KNOTS, description });
const overflowing = (description: string) => Type.Unsafe<number | null>({ type: ['number', 'null'], description });

const shared = {
  name: Type.String({ description: 'Name of the column.' }),
  missing: count('Missing values, and those that are not of the type of the column.'),
  odd: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LARGEST_COUNT,
      description: 'Missing values that are not of the type of the column, such as a text among numbers.',
    }),
  ),
  reason: Type.Optional(Type.String({ description: 'Why the values cannot be used; they are not in the profile then.' })),
};

const sketch = {
  rank_error: Type.Number({
    minimum: 0,
    maximum: 1,
    description:
      'Largest difference to the distribution function of the data, as a share of the rows; 0 when the profile holds every value.',
  }),
  distance_error: overflowing('Wasserstein distance to the data, in the unit of the values; null when it overflows.'),
  values: Type.Array(Type.Number(), {
    maxItems: MOST_KNOTS,
    description: 'Knots of the distribution function, ascending, from the smallest to the largest value.',
  }),
  at: counts('Rows with exactly the value of each knot.'),
  between: Type.Optional(counts('Rows between each knot and the one before, spread evenly; absent when there are none.')),
};

const sketchDocument = (description: string) => Type.Object(sketch, { additionalProperties: false, description });

const numericProfile = Type.Object(
  {
    ...shared,
    type: Type.Literal('numeric'),
    infinite: Type.Object(
      { negative: count('Values −∞.'), positive: count('Values ∞.') },
      { additionalProperties: false, description: 'Values that are infinite; in no other number of the profile.' },
    ),
    mean: overflowing('Arithmetic mean; null when it overflows.'),
    squared_deviations: overflowing('Sum of squared deviations from the mean; null when it overflows.'),
    ...sketch,
  },
  { additionalProperties: false, description: 'A numeric column.' },
);

const texts = Type.Object(
  {
    length: sketchDocument('Characters of a text.'),
    letters: sketchDocument('Share of letters among the characters, to a thousandth.'),
    digits: sketchDocument('Share of digits, to a thousandth.'),
    spaces: sketchDocument('Share of white space, to a thousandth.'),
  },
  { additionalProperties: false, description: 'Lengths and characters of the texts, instead of the texts; absent for other categories.' },
);

const categoricalProfile = Type.Object(
  {
    ...shared,
    type: words(['categorical', 'integer', 'truth', 'time'], {
      description: 'Text; categories that are whole numbers or truth values; or dates and times, none of which are listed.',
    }),
    nature: words(['categories', 'text', 'time'], { description: 'Kind of the values.' }),
    values: Type.Array(Type.String(), { maxItems: MOST_KNOTS, description: 'Most frequent categories, most frequent first.' }),
    counts: counts('Rows of each category, at least.'),
    unlisted: count('Rows that the categories do not account for.'),
    count_error: count('Rows that a listed category may have more than its count.'),
    largest_unlisted: count('Rows that a category outside the list may have at most.'),
    distinct: Type.Optional(
      Type.String({
        pattern: '^[0-Q]{256}$',
        description: 'HyperLogLog of all categories, one character per register, from "0"; absent when every category is listed.',
      }),
    ),
    texts: Type.Optional(texts),
  },
  { additionalProperties: false, description: 'A categorical column.' },
);

/** A reference without its rows: the distribution of each column, as `modelmonitor profile` writes it. */
export const referenceProfileSchema = Type.Object(
  {
    kind: Type.Literal(profileKind, { description: 'Kind of the document.' }),
    schemaVersion: Type.Integer({
      minimum: 1,
      maximum: profileSchemaVersion,
      description: 'Version of this shape; older ones can be read.',
    }),
    rows: count('Rows of the data.'),
    columns: Type.Array(Type.Union([numericProfile, categoricalProfile]), {
      description: 'Columns in the order of the data.',
    }),
  },
  { additionalProperties: false, description: 'A mergeable profile of reference data.' },
);

export type ReferenceProfile = Type.Static<typeof referenceProfileSchema>;
export type SketchDocument = Pick<Type.Static<typeof numericProfile>, 'rank_error' | 'distance_error' | 'values' | 'at' | 'between'>;
export type NumericProfileDocument = Type.Static<typeof numericProfile>;
export type CategoricalProfileDocument = Type.Static<typeof categoricalProfile>;
