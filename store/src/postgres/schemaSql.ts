import { sqlName } from '@modelmonitor/databases';

/** How rows are laid out: in a partition per day, or in one table where the database or its role cannot make partitions. */
export type TableForm = 'partitioned' | 'single';

/** Version of the tables below. */
export const schemaVersion = 1;

/** Oldest version of the program's schema that may work with these tables. */
export const compatibleFrom = 1;

/** The table whose one row has the version; a process that changes tables locks it. */
export const versionTable = `create table if not exists modelmonitor_schema (
  id integer primary key, version integer not null, compatible_from integer not null, form text not null)`;

/** Statements that create the tables of version 1. Every key begins with the monitor, by which the tables may be distributed. */
export function tableStatements(form: TableForm): string[] {
  const byTime = form === 'partitioned' ? ' partition by range (time)' : '';
  return [
    `create table modelmonitor_contracts (
  monitor text not null, number integer not null, digest text not null, document jsonb not null,
  primary key (monitor, number), unique (monitor, digest))`,
    `create table modelmonitor_writers (
  monitor text not null, writer text not null, number integer not null, account jsonb,
  folded_batches bigint not null default 0, folded_rows bigint not null default 0, folded_refused bigint not null default 0,
  deleted_rows bigint not null default 0,
  primary key (monitor, writer), unique (monitor, number))`,
    `create table modelmonitor_batches (
  monitor text not null, writer integer not null, batch bigint not null, rows integer not null, refused integer not null,
  first timestamptz not null, last timestamptz not null,
  primary key (monitor, writer, batch))`,
    'create index modelmonitor_batches_last on modelmonitor_batches (monitor, last)',
    `create table modelmonitor_predictions (
  time timestamptz not null, batch bigint not null, prediction float8,
  contract integer not null, writer integer not null, position integer not null,
  monitor text not null, id text not null, version text not null,
  probabilities float8[], features float8[] not null, unseen jsonb)${byTime}`,
    'create index modelmonitor_predictions_id on modelmonitor_predictions (monitor, id)',
    form === 'partitioned'
      ? 'create index modelmonitor_predictions_time on modelmonitor_predictions using brin (time) with (pages_per_range = 32)'
      : 'create index modelmonitor_predictions_time on modelmonitor_predictions (monitor, time)',
    `create table modelmonitor_labels (
  time timestamptz not null, written timestamptz not null default clock_timestamp(), position integer not null, value float8,
  monitor text not null, id text not null, class text, source text not null)${byTime}`,
    'create index modelmonitor_labels_id on modelmonitor_labels (monitor, id)',
    `create table modelmonitor_waiting_labels (
  monitor text not null, id text not null, since timestamptz not null, position integer not null,
  primary key (monitor, id))`,
    `create table modelmonitor_performance (
  monitor text not null, kind integer not null, start timestamptz not null, version text not null,
  marks bigint not null, done bigint not null, due timestamptz not null, classes text, numbers bytea,
  primary key (monitor, kind, start, version))`,
    'create index modelmonitor_performance_due on modelmonitor_performance (monitor, due) where marks > done',
    `create table modelmonitor_hour_counts (
  monitor text not null, start timestamptz not null, edges text not null, numbers bytea not null,
  primary key (monitor, start))`,
    `create table modelmonitor_claims (
  monitor text not null, name text not null, holder text not null, until timestamptz not null,
  primary key (monitor, name))`,
  ];
}

/** Names of the tables that `tableStatements` creates, and the one of the version. */
const tableNames = [
  'modelmonitor_schema',
  'modelmonitor_contracts',
  'modelmonitor_writers',
  'modelmonitor_batches',
  'modelmonitor_predictions',
  'modelmonitor_labels',
  'modelmonitor_waiting_labels',
  'modelmonitor_performance',
  'modelmonitor_hour_counts',
  'modelmonitor_claims',
];

export interface MigrationText {
  readonly form: TableForm;
  /** Schema of the tables. */
  readonly schema: string;
  /** Role that the program connects as, where it is not the one that runs the statements. */
  readonly role?: string | undefined;
}

/** What `modelmonitor migrate` prints: statements that a database administrator runs once, instead of the program. */
export function migrationSql({ form, schema, role }: MigrationText): string {
  const statements = [
    'begin',
    `set local search_path = ${sqlName(schema)}`,
    versionTable,
    ...tableStatements(form),
    `insert into modelmonitor_schema (id, version, compatible_from, form) values (1, ${schemaVersion}, ${compatibleFrom}, '${form}')`,
    ...(role === undefined ? [] : grantStatements({ form, schema, role })),
    'commit',
  ];
  return `${statements.join(';\n')};\n`;
}

/** The rights of a role. Partitions are made by the owner of their table, in its schema. */
function grantStatements({ form, schema, role }: MigrationText & { readonly role: string }): string[] {
  const [owner, place] = [sqlName(role), sqlName(schema)];
  return form === 'single'
    ? [
        `grant usage on schema ${place} to ${owner}`,
        ...tableNames.map((table) => `grant select, insert, update, delete on ${table} to ${owner}`),
      ]
    : [`grant usage, create on schema ${place} to ${owner}`, ...tableNames.map((table) => `alter table ${table} owner to ${owner}`)];
}
