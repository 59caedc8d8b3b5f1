import { type TableForm, tableStatements, versionTable } from './schemaSql.ts';

/**
 * Words of SQL that PostgreSQL, Citus (tables distributed by monitor), CockroachDB and YugabyteDB have by their documentation. Missing on
 * purpose: sequences and serial, LISTEN and NOTIFY, temporary and unlogged tables, GROUPING SETS, window functions, advisory locks,
 * extensions, triggers, DO blocks, MERGE.
 */
const plain = wordsOf(`
  select from where and or not in exists is null as on using with left join lateral group by order limit offset distinct asc desc case when then
  else end values default any union all insert into update set delete returning conflict do nothing excluded copy stdin format binary
  create table index if primary key unique begin commit rollback isolation level repeatable read only local for skip locked
  integer bigint float8 text timestamptz jsonb bytea int4 array true false count sum min max floor extract epoch coalesce least unnest
  ordinality now clock_timestamp version statement_timeout lock_timeout synchronous_commit off`);

/** Words of statements that are sent only where a day has a partition: to PostgreSQL, and Citus. */
const partitionedWords: Readonly<Record<string, string>> = {
  'partition of range to drop': 'a day is created and dropped at once',
  'to stdout': 'COPY in binary form, which CockroachDB does not send',
  'brin pages_per_range': 'an index that YugabyteDB lacks',
  'pg_inherits inhrelid inhparent pg_class relname oid to_regclass': 'the list of partitions',
  'lock exclusive mode': 'a partition that is dropped takes no rows meanwhile; YugabyteDB lacks LOCK TABLE',
  enable_nestloop: 'how labels are counted, a setting that PostgreSQL alone has',
  pg_sleep: 'waits for readers of a partition that is dropped',
};

/** Words of the one statement whose failure changes nothing: the size of the tables is unknown then. */
const sizeWords = wordsOf('pg_total_relation_size pg_class relkind relname relnamespace like oid to_regclass');

const names = wordsOf(
  [versionTable, ...tableStatements('partitioned')]
    .map((text) => text.replace(/ (text|integer|bigint|float8)\b.*?(?=,|\)|$)/g, ' '))
    .join(' '),
);

/** Words of a statement that are not in the list: names of ours, aliases and constants aside. */
export function foreignWords(statement: string, form: TableForm): string[] {
  const bare = statement
    .toLowerCase()
    .replace(/(?:\be)?'(?:[^'\\]|''|\\.)*'/g, ' ')
    .replace(/"[^"]*"|\$\d+|\b\d[\d.e+]*/g, ' ');
  const aliases = new Set([...bare.matchAll(/\bas (\w+)/g), ...bare.matchAll(/\bwith (\w+)/g)].map(([, name]) => name as string));
  const allowed = new Set([...plain, ...names, ...(form === 'partitioned' ? wordsOf(Object.keys(partitionedWords).join(' ')) : [])]);
  const isSize = bare.includes('pg_total_relation_size');
  return [...wordsOf(bare)].filter((word) => {
    const isOurs = allowed.has(word) || aliases.has(word) || /^[a-z]$|^modelmonitor_\w+$/.test(word);
    return !isOurs && !(isSize && sizeWords.has(word));
  });
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z_]\w*/g));
}
