import { parseArgs } from 'node:util';
import { errorText } from '@modelmonitor/api/plain';
import type { RowRange } from '@modelmonitor/store';
import { DriftUsageError } from '../errors.ts';

export type ArchiveCommand = RetainCommand | ExportCommand;

/** Where the configuration and the log of a monitor are. */
export interface LogPlace {
  readonly configDirectory: string;
  /** Path of an SQLite file; undefined for PostgreSQL, whose URL is in the Secret that the resource names. */
  readonly storePath: string | undefined;
  /** Directory for temporary files; beside what is written when absent. */
  readonly workDirectory: string | undefined;
  /** Whether a store of archives may be at a local address. */
  readonly allowLocalAddresses: boolean;
  readonly sourcesDirectory: string | undefined;
}

/** One pass of retention with an archive. */
export interface RetainCommand extends LogPlace {
  readonly command: 'retain';
  /** Random name of the process that started this one. */
  readonly holder: string;
  readonly retentionMilliseconds: number;
  readonly maxBytes: number | undefined;
  /** Directory of the archives; undefined for the bucket that the resource names. */
  readonly archiveDirectory: string | undefined;
  /** Whether the store cannot write for lack of space. */
  readonly isFull: boolean;
}

/** Rows of a range as a Parquet file. */
export interface ExportCommand extends LogPlace {
  readonly command: 'export';
  readonly path: string;
  readonly range: RowRange;
  /** Class or value of the label of the rows, as a text; all rows when undefined. */
  readonly label: string | undefined;
}

const usage =
  `drift retain --config DIR --store file:PATH|postgres --archive DIR|s3 --holder NAME --retention MILLISECONDS [--max-bytes BYTES] [--full],
or drift export --config DIR --store file:PATH|postgres --to-file PATH [--from TIME] [--to TIME] [--version NAME] [--labelled true|false] [--label TEXT];
both with [--work DIR] [--sources DIR] [--allow-local-addresses]`.replaceAll('\n', ' ');

/** Whether arguments are for one of these commands. */
export function isArchiveCommand([command]: readonly string[]): boolean {
  return command === 'retain' || command === 'export';
}

/** @throws DriftUsageError with the expected and the received arguments */
export function archiveArguments([command, ...args]: readonly string[]): ArchiveCommand {
  const values = parseStrictly(args);
  const place = logPlace(values);
  if (command === 'export') {
    return { command, ...place, path: textOf(values['to-file'], '--to-file'), range: rangeOf(values), label: values.label };
  }
  const archive = textOf(values.archive, '--archive');
  return {
    command: 'retain',
    ...place,
    holder: textOf(values.holder, '--holder'),
    retentionMilliseconds: numberOf(values.retention, '--retention') ?? missing('--retention'),
    maxBytes: numberOf(values['max-bytes'], '--max-bytes'),
    archiveDirectory: archive === 's3' ? undefined : archive,
    isFull: values.full === true,
  };
}

type Values = ReturnType<typeof parseStrictly>;

function logPlace(values: Values): LogPlace {
  const store = textOf(values.store, '--store');
  if (store !== 'postgres' && !store.startsWith('file:'))
    throw usageError(`--store: expected file:PATH or postgres, got ${JSON.stringify(store)}`);
  return {
    configDirectory: textOf(values.config, '--config'),
    storePath: store === 'postgres' ? undefined : store.slice('file:'.length),
    workDirectory: values.work,
    sourcesDirectory: values.sources,
    allowLocalAddresses: values['allow-local-addresses'] === true,
  };
}

function rangeOf({ from, to, version, labelled }: Values): RowRange {
  return {
    from: numberOf(from, '--from'),
    to: numberOf(to, '--to'),
    version,
    labelled: labelled === undefined ? undefined : labelled === 'true',
  };
}

function numberOf(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw usageError(`${flag}: expected a number, got ${JSON.stringify(text)}`);
  return value;
}

function textOf(text: string | undefined, flag: string): string {
  return text === undefined || text === '' ? missing(flag) : text;
}

function missing(flag: string): never {
  throw usageError(`expected ${flag}`);
}

function parseStrictly(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const truth = { type: 'boolean' } as const;
  const options = {
    ...{ config: text, store: text, work: text, sources: text, 'allow-local-addresses': truth },
    ...{ archive: text, holder: text, retention: text, 'max-bytes': text, full: truth },
    ...{ 'to-file': text, from: text, to: text, version: text, labelled: text, label: text },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    throw usageError(errorText(cause), { cause });
  }
}

function usageError(what: string, options?: ErrorOptions): DriftUsageError {
  return new DriftUsageError(`${what}: ${usage}`, options);
}
