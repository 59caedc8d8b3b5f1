import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowPage } from '@modelmonitor/store';
import { archiveColumns } from './archiveColumns.ts';
import { type ArchiveHeader, HEADER_KEY } from './archiveHeader.ts';
import { literal, rowsSql } from './archiveSql.ts';
import { ArchiveError } from './errors.ts';
import { openWorkDatabase } from './openWorkDatabase.ts';
import { archivePages, readArchiveHeader } from './readArchive.ts';
import { digestOf, digestText } from './rowDigest.ts';
import { type StagedRows, stageRows } from './stagedRows.ts';

export interface ArchiveSource {
  readonly monitor: ArchiveHeader['monitor'];
  /** Rows to write; those of a later source replace those of an earlier one with the same id and time. */
  readonly sources: readonly AsyncIterable<RowPage>[];
  /** Rows of these ids are left out. */
  readonly without?: readonly string[] | undefined;
  /** Directory for temporary tables; that of the file when absent. */
  readonly workDirectory?: string | undefined;
}

export interface WrittenArchive {
  readonly header: ArchiveHeader;
  /** Rows that `without` left out. */
  readonly leftOut: number;
}

/**
 * Writes rows as one Parquet file: beside its place, synced, read back and compared with the rows by count and digest, then renamed. A crash at any
 * time leaves the file that was there before or the new one as a whole.
 *
 * @throws ArchiveError when the file that was read back has other rows
 */
export async function writeArchive(
  path: string,
  { monitor, sources, without, workDirectory = dirname(path) }: ArchiveSource,
): Promise<WrittenArchive> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    const written = await writeTemporary(temporary, { monitor, sources, without }, join(workDirectory, `.${basename(path)}.rows`));
    await verifyArchive(temporary, written.header);
    // Last: where the file is whole, nothing is left to remove.
    await rename(temporary, path);
    await syncFile(dirname(path));
    return written;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeTemporary(path: string, { monitor, sources, without = [] }: ArchiveSource, workFile: string): Promise<WrittenArchive> {
  const database = await openWorkDatabase(workFile);
  try {
    const { connection } = database;
    const staged = await stageRows(connection);
    for (const [layer, pages] of sources.entries()) for await (const page of pages) await staged.add(page, layer);
    staged.flush();
    const leftOut = await keepRows(connection, staged, { layers: sources.length, without });
    const header = await headerOf(connection, staged, monitor);
    await connection.run(copySql(staged, header, path));
    await syncFile(path);
    return { header, leftOut };
  } finally {
    await database.close();
  }
}

/** What a file has to be, as far as it is known. */
type ExpectedArchive = Partial<Pick<ArchiveHeader, 'rows' | 'digest' | 'monitor'>>;

/** @throws ArchiveError when a file does not have the rows that its header describes, or others than expected */
export async function verifyArchive(path: string, expected: ExpectedArchive = {}): Promise<ArchiveHeader> {
  const header = await readArchiveHeader(path);
  const { rows = header.rows, digest = header.digest, monitor = header.monitor } = expected;
  if (header.monitor.namespace !== monitor.namespace || header.monitor.name !== monitor.name)
    throw new ArchiveError(
      `${path}: expected predictions of ${monitor.namespace}/${monitor.name}, got those of ${header.monitor.namespace}/${header.monitor.name}`,
    );
  const found = await digestOf(archivePages(path, header));
  if (found.rows !== rows || digestText(found) !== digest || header.digest !== digest)
    throw new ArchiveError(
      `${path}: expected ${rows} rows with checksum ${digest}, got ${found.rows} with ${digestText(found)} when the file was read back`,
    );
  return header;
}

/** Rows of each contract that the file gets, as views. */
async function keepRows(
  connection: DuckDBConnection,
  { contracts }: StagedRows,
  { layers, without }: { readonly layers: number; readonly without: readonly string[] },
): Promise<number> {
  await connection.run('CREATE TABLE forgotten(id VARCHAR)');
  const appender = await connection.createAppender('forgotten');
  for (const id of without) {
    appender.appendVarchar(id);
    appender.endRow();
  }
  appender.flushSync();
  const all = contracts.map((_, index) => `SELECT id, time, layer FROM rows${index}`).join(' UNION ALL ');
  const newest = layers < 2 ? 'true' : `NOT EXISTS (FROM (${all}) o WHERE o.id = r.id AND o.time = r.time AND o.layer > r.layer)`;
  const kept = without.length === 0 ? 'true' : 'r.id NOT IN (FROM forgotten)';
  let leftOut = 0;
  for (const index of contracts.keys()) {
    await connection.run(`CREATE VIEW kept${index} AS SELECT r.* FROM rows${index} r WHERE ${newest} AND ${kept}`);
    if (without.length === 0) continue;
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM rows${index} r WHERE ${newest} AND NOT (${kept})`);
    leftOut += Number(counted.getRows()[0]?.[0]);
  }
  return leftOut;
}

async function headerOf(connection: DuckDBConnection, staged: StagedRows, monitor: ArchiveHeader['monitor']): Promise<ArchiveHeader> {
  const { contracts, labels } = staged;
  const all = contracts.map((_, index) => `SELECT first, second FROM kept${index}`).join(' UNION ALL ');
  const sums = ['first', 'second'].map((hash) => `(coalesce(sum(${hash}::HUGEINT), 0) % 4294967296)::DOUBLE`);
  const [row = [0, 0, 0]] =
    contracts.length === 0 ? [] : (await connection.runAndReadAll(`SELECT count(*)::DOUBLE, ${sums.join(', ')} FROM (${all})`)).getRows();
  const [rows, first, second] = row.map(Number) as [number, number, number];
  return {
    version: 1,
    monitor,
    rows,
    digest: digestText({ rows, sums: [first, second] }),
    contracts,
    versions: staged.versions(),
    columns: archiveColumns(contracts, labels),
  };
}

function copySql(staged: StagedRows, header: ArchiveHeader, path: string): string {
  const metadata = `kv_metadata {${HEADER_KEY}: ${literal(JSON.stringify(header))}}`;
  return `COPY (${rowsSql(staged, header.columns)}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, ${metadata})`;
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
