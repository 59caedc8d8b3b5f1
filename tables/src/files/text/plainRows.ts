import { DriftDataError } from '../../errors.ts';
import { otherBytes } from './fileEncoding.ts';
import { textDecoding } from './textEncoding.ts';
import { commentOrRecord, isComment, type TextLayout } from './textLayout.ts';
import { isBlank, readRecord, type TextField, type TextRecord } from './textRecord.ts';
import { textParts } from './textSample.ts';

/** A text file, and how it is read. */
export interface TextFile {
  readonly path: string;
  readonly isGzip: boolean;
  readonly encoding: string;
  readonly layout: TextLayout;
}

/** What is different in the copy of a file. */
export interface PlainRowsTally {
  /** Lines with # that are no rows. */
  comments: number;
  /** Rows with fewer fields than the header has names. */
  short: number;
  firstShortLine: number | undefined;
  /** Rows without any value at the end. */
  empty: number;
}

const LONGEST_RECORD = 16 * 1024 * 1024;
/** What the database takes as a line. */
const LONGEST_LINE = 2_000_000;
const OUTPUT_CHARACTERS = 256 * 1024;

/**
 * The rows of a text file as the database reads them: UTF-8, one line end, commas, no header, no blanks around unquoted fields, every row with
 * all its fields. What is quoted stays quoted, since it is text then. Rows without any value are left out at the end, where spreadsheets leave
 * them.
 *
 * @param tally receives what is different
 * @throws DriftDataError naming the file, the line and what is wrong there
 */
export async function* plainRows(file: TextFile, tally: PlainRowsTally): AsyncGenerator<string> {
  const rows = rowWriter(file, tally);
  let output = '';
  for await (const text of textOf(file)) {
    output += rows.add(text);
    if (output.length < OUTPUT_CHARACTERS) continue;
    yield output;
    output = '';
  }
  yield output + rows.end();
}

async function* textOf(file: TextFile): AsyncGenerator<string> {
  const decoding = textDecoding(file.encoding);
  let line = 1;
  const decode = (bytes: Buffer, read: () => string): string => {
    let text: string;
    try {
      text = read();
    } catch (cause) {
      throw otherBytes(file, { bytes, line }, cause);
    }
    if (text.includes('\0'))
      throw problem(file, line + breaksBefore(text), 'expected text, got bytes that are zero; the file may be damaged');
    line += text.split('\n').length - 1;
    return text;
  };
  for await (const part of textParts(file.path, file.isGzip)) yield decode(part, () => decoding.decode(part));
  yield decode(Buffer.alloc(0), () => decoding.end());
}

function breaksBefore(text: string): number {
  return text.slice(0, text.indexOf('\0')).split('\n').length - 1;
}

interface RowWriter {
  add(text: string): string;
  end(): string;
}

interface Piece {
  /** Index of what follows it. */
  readonly end: number;
  readonly lines: number;
  /** The row; empty for what is none. */
  readonly row: string;
}

function rowWriter(file: TextFile, tally: PlainRowsTally): RowWriter {
  const { layout } = file;
  const isSimple = simpleLine(layout);
  const empty = emptyRows(layout.fields);
  let [text, line, toSkip, headers] = ['', 1, layout.skip, layout.hasHeader ? 1 + layout.labels : 0];
  let [newline, carriage] = [-1, -1];
  /** The line at an index as a row, where it takes no more than to split it. Each line break is looked for once. */
  const simplePiece = (at: number, isWhole: boolean): Piece | undefined => {
    if (newline < at) newline = indexFrom(text, '\n', at);
    if (carriage < at) carriage = indexFrom(text, '\r', at);
    const end = Math.min(newline, carriage);
    const after = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (isWhole ? end >= text.length : after >= text.length) return undefined;
    const row = isSimple(text.slice(at, end));
    return row === undefined ? undefined : { end: after, lines: 1, row };
  };
  const piece = (at: number, isWhole: boolean): Piece | undefined => {
    const simple = toSkip + headers > 0 ? undefined : simplePiece(at, isWhole);
    if (simple !== undefined) return simple;
    const dialect = { ...layout, isWhole };
    const record = text[at] === '#' || toSkip > 0 ? commentOrRecord(text, at, dialect) : readRecord(text, at, dialect);
    if (record === undefined) {
      if (text.length - at <= LONGEST_RECORD) return undefined;
      throw problem(file, line, 'expected a row of at most 16 MiB, got a longer one; a quote may be opened and not closed');
    }
    const isRow = toSkip + headers === 0;
    if (toSkip > 0) toSkip--;
    else if (headers > 0 && (headers > layout.labels || !isBlank(record))) headers--;
    return { end: record.end, lines: record.lines, row: isRow ? rowOf(file, { record, line }, tally) : '' };
  };
  const drain = (isWhole: boolean): string => {
    let [at, output] = [0, ''];
    while (at < text.length) {
      const found = piece(at, isWhole);
      if (found === undefined) break;
      if (found.row.length > LONGEST_LINE / 4 && Buffer.byteLength(found.row) > LONGEST_LINE)
        throw problem(file, line, 'expected lines of at most 2 MB');
      output += empty.followedBy(found.row);
      at = found.end;
      line += found.lines;
    }
    text = text.slice(at);
    [newline, carriage] = [-1, -1];
    return output;
  };
  return {
    add: (part) => {
      text += part;
      return drain(false);
    },
    end: () => {
      const rows = drain(true);
      tally.empty = empty.heldBack();
      return rows;
    },
  };
}

/** Holds back rows without any value until one with a value follows. */
function emptyRows(fields: number): { followedBy(row: string): string; heldBack(): number } {
  let held = '';
  return {
    followedBy: (row) => {
      // As many characters as fields are delimiters and a line end.
      if (row.length === fields && fields > 1) {
        held += row;
        return '';
      }
      if (held === '' || row === '') return row;
      const rows = held + row;
      held = '';
      return rows;
    },
    heldBack: () => held.length / fields,
  };
}

/** A record as a row; empty for an empty line and for a comment. */
function rowOf(file: TextFile, { record, line }: { record: TextRecord; line: number }, tally: PlainRowsTally): string {
  const { fields, delimiter } = file.layout;
  const found = record.fields;
  if (isBlank(record)) return '';
  if (isComment(record) && found.length !== fields) {
    tally.comments++;
    return '';
  }
  if (record.isOpen) throw problem(file, line, 'a quote is opened and not closed');
  const counts = `the header has ${fields} columns, this line has ${found.length}`;
  if (found.length < fields) {
    if (record.lineEnd === '') throw problem(file, line, `the file ends within this line: ${counts}`);
    tally.short++;
    tally.firstShortLine ??= line;
    return `${found.map(fieldText).join(',')}${','.repeat(fields - found.length)}\n`;
  }
  if (found.slice(fields).some((field) => field.text !== ''))
    throw problem(file, line, `${counts}; a text with ${JSON.stringify(delimiter)} in it must be in quotes`);
  return `${found.slice(0, fields).map(fieldText).join(',')}\n`;
}

function problem({ path }: TextFile, line: number, what: string): DriftDataError {
  return new DriftDataError(`${path}, line ${line}: ${what}`);
}

function indexFrom(text: string, character: string, start: number): number {
  const at = text.indexOf(character, start);
  return at < 0 ? text.length : at;
}

/** A line as a row, where it takes no more than to split it; otherwise undefined. */
function simpleLine({ delimiter, fields }: TextLayout): (line: string) => string | undefined {
  if (delimiter === ' ') return () => undefined;
  const hidden = delimiter === '|' ? '\\|' : delimiter;
  const odd = new RegExp(`^#|"|^ | $| ${hidden}|${hidden} ${delimiter === ',' ? '' : '|,'}`);
  return (line) => {
    if (odd.test(line)) return undefined;
    const cells = line.split(delimiter);
    if (cells.length !== fields || line === '') return undefined;
    return `${delimiter === ',' ? line : cells.join(',')}\n`;
  };
}

function fieldText({ text, isQuoted }: TextField): string {
  return isQuoted || /[",\n\r]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
