import { DISTINCT_ERROR, distinctEstimate, isExactFrequent, sketchRows } from '@modelmonitor/stats';
import { MOST_EXPANDED_ROWS } from './prepareProfileColumn.ts';
import type { CategoricalProfile, NumericProfile, Profile, TextSketches } from './profile.ts';

/** Why a report lacks the parts that need the reference's rows. */
export const PROFILE_HAS_NO_ROWS = 'the reference is a profile, which keeps no rows';

/** Notes of a report whose reference is a profile: how exact it is, column by column where that matters. */
export function profileNotes({ rows, columns }: Profile): string[] {
  const numeric = columns.filter((column) => column.type === 'numeric');
  const categorical = columns.filter((column) => column.type !== 'numeric');
  return [rankNote(numeric), ...categorical.flatMap((column) => categoryNote(column)), ...scaleNote(rows, numeric)];
}

function rankNote(columns: readonly NumericProfile[]): string {
  const [worst] = columns.toSorted((a, b) => b.sketch.rankError - a.sketch.rankError);
  if (worst === undefined || worst.sketch.rankError === 0) return 'the reference is a profile that holds every number';
  const exact = columns.filter(({ sketch }) => sketch.rankError === 0).length;
  const error = percent(worst.sketch.rankError);
  const others = exact === 0 ? '' : `; ${exact} of ${columns.length} numeric columns are exact`;
  return `the reference is a profile: ranks are exact to ${error} (column ${JSON.stringify(worst.name)} has the largest error)${others}`;
}

function categoryNote({ name, nature, frequent, distinct, texts }: CategoricalProfile): string[] {
  if (isExactFrequent(frequent) || distinct === undefined || nature === 'time') return [];
  if (nature === 'text') return [textNote(name, texts)];
  const estimate = Math.max(frequent.counts.size, Math.round(distinctEstimate(distinct)));
  const known = `the profile lists ${frequent.counts.size} of about ${estimate} categories (± ${DISTINCT_ERROR * 100} %)`;
  const error = frequent.countError === 0 ? '' : `; a count may be ${frequent.countError} of ${frequent.rows} rows too small`;
  return [`${JSON.stringify(name)}: ${known}; the others are compared as one${error}`];
}

function textNote(name: string, texts: TextSketches | undefined): string {
  const quoted = JSON.stringify(name);
  if (texts === undefined) return `${quoted}: the profile keeps neither the texts nor their properties; the column is not compared`;
  const error = Math.max(...Object.values(texts).map(({ rankError }) => rankError));
  const exactness = error === 0 ? '' : `, ranks exact to ${percent(error)}`;
  return `${quoted}: the profile keeps lengths and characters of the texts and not the texts, so the share of new ones is not known${exactness}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function scaleNote(rows: number, numeric: readonly NumericProfile[]): string[] {
  if (numeric.every(({ sketch }) => sketchRows(sketch) <= MOST_EXPANDED_ROWS)) return [];
  return [`the profile's ${rows} rows count as ${MOST_EXPANDED_ROWS} in tests of numeric columns`];
}
