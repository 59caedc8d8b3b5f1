import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ownValue, type Report, runName } from '@modelmonitor/api/plain';
import { type DatabaseTable, openDatabaseTable } from '@modelmonitor/databases';
import { checkDrift, countCurrent } from '@modelmonitor/drift';
import {
  type Column,
  type DataSet,
  profileDataSet,
  profileNotes,
  type ReadType,
  readReferenceProfile,
  readTypes,
  tableDataSet,
} from '@modelmonitor/tables';
import { InputError, UsageError } from '../errors.ts';
import { readDataFile } from '../readDataFile.ts';
import { requireColumns } from '../requireColumns.ts';
import { version } from '../version.ts';
import type { Comparison, Surroundings } from './compareDataFiles.ts';
import { isDatabaseUrl } from './databaseUrl.ts';
import { driftSettings } from './driftSettings.ts';

/** Rows of a reference that are read from a database; of more, a sample. */
const REFERENCE_ROWS = 200_000;

export interface TableSurroundings extends Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** File with the password of databases. */
  readonly credentials: string | undefined;
}

/**
 * Compares sides of which at least one is a table of a database. Current rows stay there and are counted; of a reference, a sample is read.
 *
 * @throws InputError, UsageError
 */
export async function compareTables(comparison: Comparison, surroundings: TableSurroundings): Promise<Report> {
  const { answers, model, segments } = comparison.sections;
  if (answers.names.length > 0)
    throw new UsageError('expected files on both sides with --target, --prediction and --probability, got a database');
  if (model !== undefined) throw new UsageError('expected files on both sides with --model, got a database');
  if (segments.length > 0) throw new UsageError('expected files on both sides with --segment, got a database');
  const open: DatabaseTable[] = [];
  try {
    return await compareSides(comparison, surroundings, open);
  } catch (cause) {
    const isKnown = cause instanceof Error && ['DatabaseError', 'DatabaseAddressError'].includes(cause.name);
    throw isKnown ? new InputError(cause.message, { cause }) : cause;
  } finally {
    await Promise.all(open.map((table) => table.close()));
  }
}

async function compareSides(comparison: Comparison, surroundings: TableSurroundings, open: DatabaseTable[]): Promise<Report> {
  const { columns, typeOf, choices, sections } = comparison;
  const settings = driftSettings(choices);
  const reference = await referenceSide(comparison, surroundings, open);
  const known = reference.dataSet.columns.map(({ name }) => name);
  const given = { '--types': [...typeOf.keys()], '--method': [...choices.methodOf.keys()], '--threshold': [...choices.thresholdOf.keys()] };
  const file = comparison.reference.map(withoutQuery).join(', ');
  for (const [option, names] of Object.entries(given)) requireColumns({ option, names, file, columns: known });
  const names = columns === undefined ? known : requireColumns({ option: '--columns', names: columns, file, columns: known });
  const types = { ...reference.types, ...Object.fromEntries(typeOf) };
  const current = await currentSide(comparison, surroundings, { open, reference: reference.dataSet, names, types, settings });
  const warnings = [...reference.notes, ...current.notes];
  const { now } = surroundings;
  const origin = { monitor: null, model: null, referenceHash: reference.hash, from: null, to: null, version: version() };
  return checkDrift({
    reference: reference.dataSet,
    current: current.dataSet,
    ...(columns === undefined ? {} : { features: names }),
    settings,
    quality: sections.quality,
    context: { run: runName(now), timestamp: now.toISOString(), ...origin, warnings },
  });
}

interface Side {
  readonly dataSet: DataSet;
  readonly notes: readonly string[];
}

async function referenceSide(
  { reference, columns, typeOf, reading }: Comparison,
  surroundings: TableSurroundings,
  open: DatabaseTable[],
): Promise<Side & { readonly hash: string; readonly types: Readonly<Record<string, ReadType>> }> {
  const path = onlyOne('--reference', reference);
  if (isDatabaseUrl(path)) {
    const table = await openTable({ what: '--reference', url: path }, surroundings, open);
    return table.count(async (source) => {
      const known = source.columns.map(({ name }) => name);
      const names =
        columns === undefined ? known : requireColumns({ option: '--columns', names: columns, file: table.label, columns: known });
      const rows = await source.countRows();
      const sample = await source.sampleRows(names, REFERENCE_ROWS);
      const read = sample[0]?.values.length ?? 0;
      if (read === 0) throw new InputError(`--reference: ${table.label} has no rows`);
      const types = Object.fromEntries(source.columns.map(({ name, type }) => [name, type]));
      const notes = [...notesOf(table), ...(read < rows ? [`the reference is a sample of ${read} of ${rows} rows of ${table.label}`] : [])];
      return { dataSet: tableDataSet({ rows: read, columns: sample }, types), notes, hash: hashOf(sample), types: {} };
    });
  }
  const profile = await readReferenceProfile(resolve(surroundings.cwd, path));
  if (profile !== undefined) {
    const types = readTypes(profile.profile);
    return { dataSet: profileDataSet(profile.profile), notes: profileNotes(profile.profile), hash: profile.hash, types };
  }
  const table = await readDataFile(path, {
    cwd: surroundings.cwd,
    ...reading,
    types: Object.fromEntries(typeOf),
  });
  return { dataSet: tableDataSet(table, table.types), notes: table.notes, hash: table.hash, types: {} };
}

interface CurrentOptions {
  readonly open: DatabaseTable[];
  readonly reference: DataSet;
  readonly names: readonly string[];
  readonly types: Readonly<Record<string, ReadType>>;
  readonly settings: ReturnType<typeof driftSettings>;
}

async function currentSide(
  { current, reading }: Comparison,
  surroundings: TableSurroundings,
  { open, reference, names, types, settings }: CurrentOptions,
): Promise<Side> {
  const path = onlyOne('--current', current);
  if (!isDatabaseUrl(path)) {
    const looks = names.flatMap((name) => {
      const type = ownValue(types, name) ?? reference.look(name)?.type;
      return type === undefined ? [] : [[name, type] as const];
    });
    const table = await readDataFile(path, { cwd: surroundings.cwd, ...reading, types: Object.fromEntries(looks), unreadable: 'text' });
    return { dataSet: tableDataSet(table, table.types), notes: table.notes };
  }
  const table = await openTable({ what: '--current', url: path }, surroundings, open);
  const dataSet = await table.count((source) => countCurrent({ source, reference, names, types, settings }));
  const notes = [...notesOf(table), `the current data are ${dataSet.rows} rows of ${table.label}, counted there`];
  return { dataSet, notes };
}

async function openTable(
  side: { readonly what: string; readonly url: string },
  { env, clock, credentials, cwd }: TableSurroundings,
  open: DatabaseTable[],
): Promise<DatabaseTable> {
  const credentialsFile = credentials === undefined ? undefined : resolve(cwd, credentials);
  const table = await openDatabaseTable(side.url, { what: side.what, environment: env, now: clock, credentialsFile });
  open.push(table);
  return table;
}

function notesOf({ label, leftOut }: DatabaseTable): string[] {
  return leftOut.length === 0 ? [] : [`columns of types that cannot be compared were left out of ${label}: ${leftOut.join(', ')}`];
}

function onlyOne(option: string, paths: readonly string[]): string {
  const [path] = paths;
  if (path === undefined || paths.length > 1)
    throw new UsageError(`${option}: expected one file or table beside a database, got ${paths.length}`);
  return path;
}

/** A URL without what follows its path, for messages. */
function withoutQuery(path: string): string {
  return isDatabaseUrl(path) ? 'the reference table' : path;
}

function hashOf(columns: readonly Column[]): string {
  const hash = createHash('sha256');
  for (const { name, values } of columns)
    hash.update(JSON.stringify(name)).update(values instanceof Float64Array ? values : JSON.stringify(values));
  return hash.digest('hex');
}
