import type { EdgeQuestion, RangeQuestion, Ranges, RankQuestion } from '@modelmonitor/tables/counted';
import type { Relation, RelationColumn } from '../aggregates/relation.ts';

// ClickHouse takes no parameters in arrays of this length: every number is written out, and every name comes quoted in the relation.

function column({ columns }: Relation, name: string): RelationColumn {
  const found = columns.get(name);
  if (found === undefined) throw new TypeError(`expected a column of the relation, got ${JSON.stringify(name)}`);
  return found;
}

/** Values of a numeric column as `v`, NaN where missing. */
const values = (relation: Relation, name: string) =>
  `(select ifNull(${column(relation, name).expression}, nan) as v from ${relation.from})`;

const literals = (numbers: ArrayLike<number>) => `[${Array.from(numbers, literal).join(',')}]`;

/** A number with a point or an exponent is a double. */
function literal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.`;
}

/** Only the lower ends of ranges are found by rounding down within them. */
function within(ranges: Ranges | undefined): string {
  if (ranges === undefined) return '';
  const starts = ranges.filter((_, index) => index % 2 === 0);
  return ` and v >= ${literal(ranges[0] as number)} and roundDown(v, ${literals(ranges)}) in (${Array.from(starts, literal).join(',')})`;
}

export function rowsStatement({ from }: Relation): string {
  return `select count() from ${from}`;
}

/** Seven figures for each column: rows, finite, infinite, minimum, maximum, mean and deviation of differences, whether all are whole. */
export function rangesStatement(relation: Relation, questions: readonly RangeQuestion[]): string {
  const inner = questions.map(({ name }, index) => `ifNull(${column(relation, name).expression}, nan) as v${index}`);
  const outer = questions.flatMap(({ shift }, index) => {
    const v = `v${index}`;
    const difference = `${v} - ${literal(shift)}`;
    return [
      `countIf(isFinite(${v}))`,
      `countIf(isInfinite(${v}))`,
      `minIf(${v}, isFinite(${v}))`,
      `maxIf(${v}, isFinite(${v}))`,
      `avgIf(${difference}, isFinite(${v}))`,
      `stddevPopStableIf(${difference}, isFinite(${v}))`,
      `minIf(${v} = floor(${v}), isFinite(${v}))`,
    ];
  });
  return `select count(), ${outer.join(', ')} from (select ${inner.join(', ')} from ${relation.from})`;
}

/** Four arrays: edges, rows from each to the next, rows at it, sums. */
export function edgesStatement(relation: Relation, { name, edges, shift, scale, within: ranges }: EdgeQuestion): string {
  const buckets = `select v, roundDown(v, ${literals(edges)}) as e from ${values(relation, name)} where isFinite(v)${within(ranges)}`;
  const difference = `v / ${literal(scale)} - ${literal(shift / scale)}`;
  const grouped = `select e, count() as n, countIf(v = e) as t, sum(${difference}) as s from (${buckets}) group by e`;
  return `select groupArray(e), groupArray(n), groupArray(t), groupArray(s) from (${grouped})`;
}

/** One array, in the order of the ranks. */
export function ranksStatement(relation: Relation, { name, ranks, within: ranges }: RankQuestion): string {
  const sorted = `select arraySort(groupArray(v)) as sorted from ${values(relation, name)} where isFinite(v)${within(ranges)}`;
  return `select arrayMap(rank -> sorted[rank], [${ranks.join(',')}]) from (${sorted})`;
}

/** A row per value: value, rows. */
export function valuesStatement(relation: Relation, name: string, limit: number): string {
  return `select v + 0. as w, count() from ${values(relation, name)} where isFinite(v) group by w limit ${limit + 1}`;
}

/** A row per category: value, rows. */
export function categoriesStatement(relation: Relation, name: string, limit: number): string {
  const inner = `select ${column(relation, name).expression} as v from ${relation.from}`;
  return `select v, count() as n from (${inner}) group by v order by n desc limit ${limit + 2}`;
}

/** A share of the rows by their place, by one thread, so that the same table gives the same sample. */
export function sampleStatement(relation: Relation, names: readonly string[], share: number): string {
  const inner = names.map((name, index) => `${column(relation, name).expression} as v${index}`);
  const place = 'cityHash64(rowNumberInAllBlocks(), 1) % 1000000';
  const condition = share >= 1 ? '' : ` where ${place} < ${Math.round(share * 1e6)}`;
  return `select ${inner.join(', ')} from ${relation.from}${condition} settings max_threads = 1`;
}
