import type { EdgeQuestion, RangeQuestion, Ranges, RankQuestion } from '@modelmonitor/tables/counted';
import type { Statement } from '../postgres/postgresConnection.ts';
import type { Relation, RelationColumn } from './relation.ts';

// Plain aggregates and percentile_disc, which Citus, CockroachDB and YugabyteDB have too: no window functions, no temporary tables.

/** NaN is larger than every number. */
const FINITE = `v between '-1.7976931348623157e308'::float8 and '1.7976931348623157e308'::float8`;
/** Sums of squares of smaller numbers are finite for any number of rows. PostgreSQL fails where a sum is not. */
export const LARGEST_SQUARED = 1e140;

/** Parameters after those of the relation. */
class Parameters {
  readonly values: unknown[];

  constructor({ parameters }: Relation) {
    this.values = [...parameters];
  }

  numbers(numbers: ArrayLike<number>): string {
    this.values.push(`{${Array.from(numbers).join(',')}}`);
    return `$${this.values.length}::float8[]`;
  }

  number(value: number): string {
    this.values.push(value);
    return `$${this.values.length}::float8`;
  }

  whole(value: number): string {
    this.values.push(value);
    return `$${this.values.length}::int8`;
  }
}

function column({ columns }: Relation, name: string): RelationColumn {
  const found = columns.get(name);
  if (found === undefined) throw new TypeError(`expected a column of the relation, got ${JSON.stringify(name)}`);
  return found;
}

/** Values of a numeric column as `v`. */
const values = (relation: Relation, name: string) => `(select ${column(relation, name).expression} as v from ${relation.from}) as rows`;

const within = (ranges: Ranges | undefined, parameters: Parameters) =>
  ranges === undefined ? '' : ` and width_bucket(v, ${parameters.numbers(ranges)}) % 2 = 1`;

export function rowsStatement(relation: Relation): Statement {
  return { text: `select count(*) as rows from ${relation.from}`, values: relation.parameters };
}

/** Figures finite0, infinite0, …, finite1, …: values that are not finite become NULL once, so that few aggregates need a condition. */
export function rangesStatement(relation: Relation, questions: readonly RangeQuestion[]): Statement {
  const parameters = new Parameters(relation);
  const inner = questions.map(({ name }, index) => {
    const { expression } = column(relation, name);
    return `case when ${FINITE.replace(/^v/, () => `(${expression})`)} then ${expression} end as v${index}, abs(${expression}) = 'Infinity'::float8 as i${index}`;
  });
  const outer = questions.map(({ shift }, index) => {
    const v = `v${index}`;
    const squared = `filter (where ${v} between -${LARGEST_SQUARED} and ${LARGEST_SQUARED})`;
    const difference = `${v} - ${parameters.number(Math.abs(shift) > LARGEST_SQUARED ? 0 : shift)}`;
    return [
      `count(${v}) as finite${index}`,
      `count(*) filter (where i${index}) as infinite${index}`,
      `min(${v}) as minimum${index}`,
      `max(${v}) as maximum${index}`,
      `avg(${difference}) ${squared} as mean${index}`,
      `stddev_pop(${difference}) ${squared} as deviation${index}`,
      `bool_and(${v} = floor(${v})) as whole${index}`,
    ].join(', ');
  });
  return {
    text: `select count(*) as rows, ${outer.join(', ')} from (select ${inner.join(', ')} from ${relation.from}) as rows`,
    values: parameters.values,
  };
}

/** A value by a power of two. What is too small for a quotient is 0: PostgreSQL fails where a quotient is. */
function scaled(scale: number): string {
  return `case when abs(v) <= ${scale * 1e-290} then 0 else v / ${scale} end`;
}

/** Moments of numbers whose squares are too large for a double, divided by a power of two. */
export function scaledMomentsStatement(relation: Relation, name: string, scale: number): Statement {
  const text = `select avg(x) as mean, stddev_pop(x) as deviation from (select ${scaled(scale)} as x from ${values(relation, name)} where ${FINITE}) as scaled`;
  return { text, values: relation.parameters };
}

/** One row of arrays: buckets from 1, rows, rows at the edge, sums. */
export function edgesStatement(relation: Relation, { name, edges, shift, scale, within: ranges }: EdgeQuestion): Statement {
  const parameters = new Parameters(relation);
  const bounds = parameters.numbers(edges);
  const difference = scale === 1 ? `v - ${parameters.number(shift)}` : `${scaled(scale)} - ${parameters.number(shift / scale)}`;
  const buckets = `select v, width_bucket(v, ${bounds}) as b from ${values(relation, name)} where ${FINITE}${within(ranges, parameters)}`;
  const grouped = `select b, count(*) as n, count(*) filter (where v = (${bounds})[b]) as t, sum(${difference}) as s from (${buckets}) as w group by b`;
  const arrays = ['b', 'n', 't', 's'].map((array) => `array_agg(${array}::float8) as ${array}`);
  return { text: `select ${arrays.join(', ')} from (${grouped}) as g`, values: parameters.values };
}

/** One array, in the order of the ranks. */
export function ranksStatement(relation: Relation, { name, ranks, rows, within: ranges }: RankQuestion): Statement {
  const parameters = new Parameters(relation);
  const shares = parameters.numbers(ranks.map((rank) => (rank - 0.5) / rows));
  const text = `select percentile_disc(${shares}) within group (order by v) as found from ${values(relation, name)} where ${FINITE}${within(ranges, parameters)}`;
  return { text, values: parameters.values };
}

/** One row of arrays: values and their rows; one value more than the limit where there are so many. */
export function valuesStatement(relation: Relation, name: string, limit: number): Statement {
  const parameters = new Parameters(relation);
  const grouped = `select v, count(*) as n from ${values(relation, name)} where ${FINITE} group by v limit ${parameters.whole(limit + 1)}`;
  return { text: `select array_agg(v) as v, array_agg(n::float8) as n from (${grouped}) as g`, values: parameters.values };
}

/** A row per category: value, text of one that is in no list, rows. */
export function categoriesStatement(relation: Relation, name: string, limit: number): Statement {
  const parameters = new Parameters(relation);
  const { expression, others } = column(relation, name);
  const inner = `select ${expression} as v, ${others ?? 'null::text'} as o from ${relation.from}`;
  const text = `select v, o, count(*) as n from (${inner}) as rows group by v, o order by n desc limit ${parameters.whole(limit + 2)}`;
  return { text, values: parameters.values };
}

/** Rows of columns v0, o0, v1, …, a share of all. */
export function sampleStatement(relation: Relation, names: readonly string[], share: number): Statement {
  const parameters = new Parameters(relation);
  const inner = names.map((name, index) => {
    const { expression, others } = column(relation, name);
    return `${expression} as v${index}, ${others ?? 'null::text'} as o${index}`;
  });
  const condition = share >= 1 ? '' : ` where random() < ${parameters.number(share)}`;
  return { text: `select * from (select ${inner.join(', ')} from ${relation.from}) as rows${condition}`, values: parameters.values };
}
