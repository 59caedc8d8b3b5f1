import { errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';

const LONGEST = 300;

/** Files that a database was reading. */
export interface FilesRead {
  readonly paths: readonly string[];
  readonly format: 'csv' | 'gzip' | 'parquet';
  /** Those read from a copy in the form that the database reads. */
  readonly copied: readonly string[];
}

/**
 * The error of files that the database cannot read: which, and what is wrong. What the database says itself is in the cause only, since it
 * goes on with advice about its own options.
 */
export function readingError({ paths, format, copied }: FilesRead, cause: unknown): DriftDataError {
  const message = errorText(cause);
  const all = paths.join(', ');
  if (/Out of Memory/i.test(message)) return new DriftDataError(`${all}: ${memoryProblem(message)}`, { cause });
  const named = /\bfile ?= ?(.+)/.exec(message)?.[1]?.trim() ?? /"([^"]+)"/.exec(message)?.[1];
  const place = named !== undefined && paths.includes(named) ? named : all;
  if (format === 'parquet') return new DriftDataError(`${place} cannot be read: ${parquetProblem(message)}`, { cause });
  const read = paths.includes(place) ? [place] : paths;
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const isCopy = read.some((path) => copied.includes(path));
  const isMalformed = line !== undefined || /CSV|state machine/i.test(message);
  return new DriftDataError(`${place}${line === undefined || isCopy ? '' : `, line ${line}`}: ${csvProblem(message)}`, {
    cause,
    malformed: isMalformed ? read.filter((path) => !copied.includes(path)) : [],
  });
}

function memoryProblem(message: string): string {
  const limit = /\/([\d.]+ [KMGT]i?B) used/.exec(message)?.[1];
  return `reading takes more memory than ${limit === undefined ? 'there is' : `the ${limit} it may use`}; give more, as with --memory 4GB`;
}

function parquetProblem(message: string): string {
  if (/at least one (non-root )?column/i.test(message)) return 'it has no columns';
  if (/No such file|Cannot open file/i.test(message)) return 'it does not exist any more, or may not be read';
  if (
    /magic bytes|too small|thrift|TProtocol|footer|metadata|decompress|snappy|corrupt|out of (range|bounds)|Failed to read|end of file/i.test(
      message,
    )
  )
    return 'expected a whole Parquet file, got one that is cut short or damaged';
  return firstLine(message);
}

function csvProblem(message: string): string {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (expected !== undefined) return `the header has ${expected} columns, this line has ${found}`;
  if (/not utf-8|unicode/i.test(message)) return 'expected text in UTF-8, got other bytes';
  if (/Maximum line size/i.test(message)) return 'expected lines of at most 2 MB';
  if (/unterminated quote|quote should be followed/i.test(message)) return 'a quote is not closed correctly';
  if (/state machine/i.test(message)) return 'expected the same line ends in every line, and quotes that are closed';
  if (/No such file|Cannot open file/i.test(message)) return 'it does not exist any more, or may not be read';
  return firstLine(message);
}

/** The first line without the kind of error before it. */
function firstLine(message: string): string {
  const text = (message.split('\n', 1)[0] ?? '').replace(/^([A-Z]\w* )*Error: /, '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
