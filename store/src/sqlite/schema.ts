import { hourCountsTable } from './hourCounts.ts';
import { performanceTable } from './performanceTable.ts';

/** Version of the tables below. */
export const schemaVersion = 1;

/** Oldest version of the program's schema that may work with these tables. */
export const compatibleFrom = 1;

/**
 * Rows lie in batches as they were written, one blob per part: a row takes no index entry unless its id was chosen by a caller, which makes
 * writing ten times as fast as one record per row. The largest blob is last, so that reading the others does not touch its pages. Batches are
 * contiguous where the numbers of their rows follow each other and no caller chose an id: then `numbers` is empty.
 */
export const tables = `
create table schema (version integer not null, compatible_from integer not null, namespace text not null, name text not null);
create table contracts (number integer primary key, text text not null unique);
create table batches (
  number integer primary key autoincrement,
  writer text not null, batch integer not null,
  contract integer not null, rows integer not null,
  predicted text not null,
  first real not null, last real not null,
  series text not null, low real, high real, contiguous integer not null,
  versions text not null, chosen text not null, unseen text not null,
  times blob not null, version_of blob not null, predictions blob not null, numbers blob not null,
  probabilities blob not null, features blob not null);
create index batches_by_time on batches (first, number, last);
create index batches_by_series on batches (series, low, high, contiguous);
create table chosen_ids (id text not null, batch integer not null, row integer not null, primary key (id, batch, row)) without rowid;
create table ledger (
  writer text not null, batch integer not null, rows integer not null, refused integer not null, deleted integer not null,
  last real not null,
  primary key (writer, batch)) without rowid;
create table writers (
  writer text primary key, account text, batches integer not null default 0, rows integer not null default 0,
  refused integer not null default 0, deleted integer not null default 0) without rowid;
create table labels (number integer primary key autoincrement, id text not null, time real not null, actual not null, source text not null);
create index labels_by_id on labels (id, time);
create index labels_by_time on labels (time);
create table claims (name text primary key, holder text not null, until real not null) without rowid;
create table waiting_labels (number integer primary key autoincrement, id text not null unique);
${hourCountsTable}
${performanceTable}`;
