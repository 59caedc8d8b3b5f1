import { distinctEstimate, expandSketch, type QuantileSketch, rowsBeyondList, sketchRows } from '@modelmonitor/stats';
import type { PreparedCategories, PreparedColumn, PreparedNumbers, UncountedValues } from '../columns/prepareColumn.ts';
import { byTextProperty } from '../columns/textProperties.ts';
import type { CategoricalProfile, ColumnProfile, NumericProfile } from './profile.ts';

/** Rows a column is expanded to at most: 32 MB. */
export const MOST_EXPANDED_ROWS = 4_000_000;

/**
 * A profile's column, ready for tests, as if its rows had been read: the same when the profile is exact, else a sample with the same
 * number of rows and ranks off by no more than the sketch's error and half a row.
 *
 * A profile of more than 4 million rows is expanded to so many, every count in proportion. Categories outside a profile's list stand
 * together as one, `(other)`: the current side has to be folded the same way (`columnSides`). Texts and times outside it are not counted.
 *
 * @param mostRows rows to expand a numeric column to at most
 */
export function prepareProfileColumn(column: ColumnProfile, mostRows = MOST_EXPANDED_ROWS): PreparedColumn {
  const prepared = column.type === 'numeric' ? prepareNumbers(column, mostRows) : prepareCategories(column, mostRows);
  return column.odd === undefined ? prepared : { ...prepared, odd: { count: column.odd, examples: [] } };
}

/** What categories outside the list are called: a name that none of them has. */
function otherCategory({ frequent }: CategoricalProfile): string {
  let name = '(other)';
  while (frequent.counts.has(name)) name = `(${name})`;
  return name;
}

function prepareNumbers({ sketch, missing, infinite }: NumericProfile, mostRows: number): PreparedNumbers {
  const finiteRows = sketchRows(sketch);
  const scale = Math.min(1, mostRows / Math.max(1, finiteRows));
  const sorted = expandSketch(sketch, Math.round(finiteRows * scale));
  const absent = { missing: Math.round(missing * scale), infinite: Math.round((infinite.negative + infinite.positive) * scale) };
  return { type: 'numeric', rows: sorted.length + absent.missing + absent.infinite, sorted, ...absent };
}

function prepareCategories(column: CategoricalProfile, mostRows: number): PreparedCategories {
  const { frequent, missing, nature } = column;
  const unlisted = rowsBeyondList(frequent);
  const prepared = { type: 'categorical', rows: frequent.rows + missing, missing, infinite: 0, nature } as const;
  if (unlisted === 0) return { ...prepared, counts: frequent.counts };
  if (nature === 'categories') {
    const others = otherCategory(column);
    return { ...prepared, counts: new Map([...frequent.counts, [others, unlisted]]), others };
  }
  return { ...prepared, counts: frequent.counts, uncounted: valuesNotCounted(column, nature, mostRows) };
}

function valuesNotCounted(column: CategoricalProfile, nature: UncountedValues['nature'], mostRows: number): UncountedValues {
  const { frequent, distinct, texts } = column;
  const mostListed = frequent.counts.values().reduce((most, count) => Math.max(most, count + frequent.countError), 0);
  return {
    nature,
    rows: rowsBeyondList(frequent),
    distinct: Math.max(frequent.counts.size, distinct === undefined ? 0 : Math.round(distinctEstimate(distinct))),
    mostCommon: Math.max(mostListed, frequent.largestUnlisted),
    ...(texts === undefined ? {} : { texts: byTextProperty((name) => expand(texts[name], mostRows)) }),
  };
}

function expand(sketch: QuantileSketch, mostRows: number): Float64Array {
  return expandSketch(sketch, Math.min(mostRows, sketchRows(sketch)));
}
