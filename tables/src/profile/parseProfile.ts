import {
  type CategoricalProfileDocument,
  fieldPath,
  type NumericProfileDocument,
  profileKind,
  profileProblems,
  type ReferenceProfile,
  type SketchDocument,
  valueText,
} from '@modelmonitor/api';
import { sketchRows } from '@modelmonitor/stats';
import { byTextProperty } from '../columns/textProperties.ts';
import { DriftDataError } from '../errors.ts';
import { registersOf } from './columnDocument.ts';
import type { CategoricalProfile, NumericProfile, Profile } from './profile.ts';
import { sketchOfDocument } from './sketchDocument.ts';

/**
 * Reads a profile that `encodeProfile` wrote.
 *
 * @param text JSON
 * @param from where it is from, for messages
 * @throws DriftDataError in one line, naming the first invalid field and what was expected
 */
export function parseProfile(text: string, from = 'the profile'): Profile {
  const fail = (keys: readonly (string | number)[], message: string): never => {
    throw new DriftDataError(`${from} is not a profile that can be used: ${[fieldPath(keys), message].filter(Boolean).join(': ')}`);
  };
  const document = parseJson(text, from);
  for (const { keys, message } of profileProblems(document)) fail(keys, message);
  const { rows, columns } = document as ReferenceProfile;
  const names = new Set<string>();
  const parsed = columns.map((column, index) => {
    const problem = names.has(column.name)
      ? (['name', `must be used once, got ${valueText(column.name)} again`] as const)
      : problemOf(column, rows);
    if (problem !== undefined) fail(['columns', index, problem[0]], problem[1]);
    names.add(column.name);
    return column.type === 'numeric' ? numericProfile(column) : categoricalProfile(column);
  });
  return { rows, columns: parsed };
}

function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new DriftDataError(`${from} is not a profile that can be used: expected one whole JSON document of kind ${profileKind}`, {
      cause,
    });
  }
}

type Field = readonly [field: string, message: string];

/** What the schema cannot say: lists of one length, in order, and counts that add up to the rows. */
function problemOf(column: NumericProfileDocument | CategoricalProfileDocument, rows: number): Field | undefined {
  const counts = column.type === 'numeric' ? column.at : column.counts;
  const field = column.type === 'numeric' ? 'at' : 'counts';
  const knots = column.values.length;
  if (counts.length !== knots) return [field, `must have as many entries as values, ${knots}, got ${counts.length}`];
  const problem = column.type === 'numeric' ? numericProblem(column) : categoricalProblem(column);
  const infinite = column.type === 'numeric' ? column.infinite.negative + column.infinite.positive : column.unlisted;
  const between = column.type === 'numeric' ? sum(column.between ?? []) : 0;
  const total = column.missing + infinite + between + sum(counts);
  const found = problem ?? (column.type === 'numeric' ? undefined : textsProblem(column, rows - column.missing));
  const odd =
    column.odd === undefined || column.odd <= column.missing
      ? undefined
      : (['odd', `must be at most the missing values, ${column.missing}, got ${column.odd}`] as const);
  return (
    found ?? odd ?? (total === rows ? undefined : [field, `must add up to the ${rows} rows with missing and other values, got ${total}`])
  );
}

/** Every property has a value for each text. */
function textsProblem({ texts, nature }: CategoricalProfileDocument, rows: number): Field | undefined {
  if (texts === undefined) return undefined;
  if (nature !== 'text') return ['texts', `must only be there when nature is "text", got ${valueText(nature)}`];
  for (const [name, sketch] of Object.entries(texts)) {
    if (sketch.at.length !== sketch.values.length)
      return ['texts', `must have as many ${name}.at as ${name}.values, ${sketch.values.length}, got ${sketch.at.length}`];
    const problem = numericProblem(sketch);
    if (problem !== undefined) return ['texts', `must be right in ${name}: ${problem[0]} ${problem[1]}`];
    const total = sum(sketch.at) + sum(sketch.between ?? []);
    if (total !== rows) return ['texts', `must have a ${name} for each of the ${rows} texts, got ${total}`];
  }
  return undefined;
}

function numericProblem({ values, between, at }: SketchDocument): Field | undefined {
  const descending = values.findIndex((value, knot) => knot > 0 && !(value > (values[knot - 1] as number)));
  if (descending > 0) return ['values', `must be in ascending order, got ${values[descending]} after ${values[descending - 1]}`];
  if (between === undefined) return undefined;
  if (between.length !== values.length) return ['between', `must have as many entries as values, ${values.length}, got ${between.length}`];
  if ((between[0] ?? 0) > 0) return ['between', `must begin with 0, got ${between[0]}`];
  return (at[0] ?? 0) > 0 && (at.at(-1) ?? 0) > 0 ? undefined : ['at', 'must have rows at the smallest and the largest value'];
}

function categoricalProblem({ values }: CategoricalProfileDocument): Field | undefined {
  const seen = new Set<string>();
  const twice = values.find((value) => seen.size === seen.add(value).size);
  return twice === undefined ? undefined : ['values', `must be different, got ${valueText(twice)} twice`];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function shared({ name, missing, odd, reason }: NumericProfileDocument | CategoricalProfileDocument) {
  return { name, missing, ...(odd === undefined ? {} : { odd }), ...(reason === undefined ? {} : { reason }) };
}

function numericProfile(column: NumericProfileDocument): NumericProfile {
  const { type, infinite, mean, squared_deviations } = column;
  const sketch = sketchOfDocument(column);
  const moments = {
    count: sketchRows(sketch),
    mean: mean ?? Number.NaN,
    squaredDeviations: squared_deviations ?? Number.POSITIVE_INFINITY,
  };
  return { ...shared(column), type, infinite, moments, sketch };
}

function categoricalProfile(column: CategoricalProfileDocument): CategoricalProfile {
  const { type, nature, distinct, texts } = column;
  const counts = new Map(column.values.map((value, index) => [value, column.counts[index] ?? 0]));
  const frequent = {
    rows: sum(column.counts) + column.unlisted,
    counts,
    countError: column.count_error,
    largestUnlisted: column.largest_unlisted,
  };
  return {
    ...shared(column),
    type,
    nature,
    frequent,
    ...(distinct === undefined ? {} : { distinct: registersOf(distinct) }),
    ...(texts === undefined ? {} : { texts: byTextProperty((property) => sketchOfDocument(texts[property])) }),
  };
}
