/**
 * Figures by period. A period was touched `marks` times; its figures cover the first `done` of them. Rows are never deleted when computed, or a
 * slow process could take a later touch for its own.
 */
export const performanceTable = `
create table performance (
  kind integer not null, start integer not null, version text not null,
  marks integer not null default 0, done integer not null default 0, due integer not null default 0,
  classes text, numbers blob,
  primary key (kind, start, version)) without rowid;
create index performance_due on performance (due) where marks > done;
`;

/** Touches a period: kind, start, version, due. */
export const touchStatement = `
insert into performance (kind, start, version, marks, due) values (?, ?, ?, 1, ?)
on conflict (kind, start, version) do update set
  due = case when marks > done then min(due, excluded.due) else excluded.due end, marks = marks + 1`;
