import { DriftDataError } from '../../errors.ts';
import { areWords } from '../../values/areWords.ts';
import { missingTokens } from '../../values/missing.ts';
import { type FileColumn, isCertainlyText, UNTYPED } from '../cellValue.ts';
import { fieldSpelling } from '../fieldSpelling.ts';
import { foreignFormat } from '../foreignFormat.ts';
import { sqlLiteral, sqlPath } from '../sqlText.ts';
import { fileEncoding, otherBytes, wholeFileEncoding } from './fileEncoding.ts';
import { hasOuterBlanks } from './hasOuterBlanks.ts';
import type { PlainRowsTally, TextFile } from './plainRows.ts';
import { areRowNames, isPandasIndex, mayBeRowNames } from './rowNumbers.ts';
import type { TextCopies } from './textCopies.ts';
import { textDecoding } from './textEncoding.ts';
import { textLayout } from './textLayout.ts';
import { readRecord } from './textRecord.ts';
import { type TextSample, textSample } from './textSample.ts';
import { uniqueNames } from './uniqueNames.ts';
import { unsplitHeader } from './unsplitHeader.ts';

/** How text files are read. */
export interface TextOptions {
  readonly encoding?: string | undefined;
  readonly header?: boolean | undefined;
  readonly copies: TextCopies;
  /** Files that the database cannot read as they are. */
  readonly copied: readonly string[];
}

/** A text file that the database can read. */
export interface ReadableText {
  readonly path: string;
  /** Where the database reads it: the file, or a copy. */
  readonly readPath: string;
  readonly isGzip: boolean;
  readonly bytes: number;
  readonly isCopy: boolean;
  /** SQL of its rows with the columns c0, c1, …: what follows FROM. */
  readonly dialect: Dialect;
  readonly columns: readonly FileColumn[];
  readonly notes: readonly string[];
}

interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly skip: number;
  readonly hasHeader: boolean;
  readonly fields: number;
}

/** Line breaks within which a beginning shows how a file is a table. */
const ENOUGH_LINES = 20;
const LONGEST_TITLE = 60;

/**
 * Finds out how a text file is read, and copies it where the database cannot read it as it is.
 *
 * @throws DriftDataError naming the file, and the line where it can
 */
export async function readableText(path: string, isGzip: boolean, options: TextOptions): Promise<ReadableText> {
  const sample = await textSample(path, isGzip, hasEnoughLines);
  if (sample.size === 0) throw new DriftDataError(`${path} is empty, expected a CSV or Parquet file`);
  const foreign = isGzip ? foreignFormat(sample.start) : undefined;
  if (foreign !== undefined) throw new DriftDataError(`${path}: expected a CSV file, got within gzip ${foreign}`);
  const isCopied = options.copied.includes(path);
  const isUnknown = isCopied && options.encoding === undefined;
  const first = await fileEncoding({ path, isGzip, given: options.encoding }, sample);
  const found = isUnknown && first.encoding === 'utf-8' ? await wholeFileEncoding(path, isGzip) : first;
  const file = textFile({ path, isGzip, encoding: found.encoding, header: options.header }, sample);
  const names = columnNames(file);
  const columns = markLeftOut(names, file, sample);
  const notes = [...(found.note === undefined ? [] : [found.note]), ...layoutNotes(file)];
  const isPlain =
    !isCopied && found.encoding === 'utf-8' && file.layout.isPlain && !endsEmpty(file, sample) && !(await isOddBelow(file, sample));
  const { layout } = file;
  if (isPlain) {
    const spelling = isGzip ? {} : await fieldSpelling(path, layout.hasHeader);
    const known = columns.map((column, index) => {
      const beginsWithText = isCertainlyText(layout.rows[0]?.fields[index]?.text ?? '');
      return { ...column, ...spelling, beginsWithText, ...(beginsWithText ? { isOfWords: isOfWords(layout, index) } : {}) };
    });
    return { path, readPath: path, isGzip, bytes: sample.size, isCopy: false, dialect: layout, columns: known, notes };
  }
  const { plainRows } = await import('./plainRows.ts');
  const tally: PlainRowsTally = { comments: 0, short: 0, firstShortLine: undefined, empty: 0 };
  const copy = await options.copies.write(2 * sample.size, plainRows(file, tally));
  return {
    path,
    readPath: copy.path,
    isGzip: false,
    bytes: copy.bytes,
    isCopy: true,
    dialect: { delimiter: ',', lineEnd: '\n', skip: 0, hasHeader: false, fields: layout.fields },
    columns: columns.map((column) => ({ ...column })),
    notes: [...notes, ...tallyNotes(path, tally)],
  };
}

/** SQL that reads text files of one dialect. Fields come as text: nothing is guessed, so nothing is lost. */
export function csvSql(files: readonly ReadableText[]): string {
  const [{ dialect, isGzip }] = files as [ReadableText];
  const options = [
    `auto_detect = false, header = ${dialect.hasHeader}, allow_quoted_nulls = false`,
    ...(dialect.skip === 0 ? [] : [`skip = ${dialect.skip}`]),
    // Found by the database, it would be the first line break of all, also of one within quotes.
    `new_line = ${sqlLiteral(JSON.stringify(dialect.lineEnd).slice(1, -1))}`,
    `quote = '"', escape = '"', delim = ${sqlLiteral(dialect.delimiter)}`,
    `nullstr = [${missingTokens.map(sqlLiteral).join(', ')}]`,
    `columns = {${Array.from({ length: dialect.fields }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')}}`,
    `compression = '${isGzip ? 'gzip' : 'none'}'`,
  ];
  return `read_csv([${files.map(({ readPath }) => sqlPath(readPath)).join(', ')}], ${options.join(', ')})`;
}

/** Rows with a text that show whether a column is one of words. */
const ENOUGH_TEXTS = 10;

function isOfWords({ rows }: Pick<TextFile['layout'], 'rows'>, index: number): boolean {
  const texts = rows.map(({ fields }) => fields[index]?.text ?? '').filter((text) => text !== '');
  return texts.length >= ENOUGH_TEXTS && areWords([...new Set(texts)]);
}

function hasEnoughLines(start: Buffer): boolean {
  let lines = 0;
  for (const byte of start) if ((byte === 0x0a || byte === 0x0d) && ++lines >= ENOUGH_LINES) return true;
  return false;
}

function textFile(
  { path, isGzip, encoding, header }: { path: string; isGzip: boolean; encoding: string; header: boolean | undefined },
  { start, isWhole }: TextSample,
): TextFile {
  const text = decodedStart(path, encoding, start);
  const layout = textLayout(text, { isWhole, header });
  if (layout === undefined) {
    throw new DriftDataError(
      isWhole ? `${path} is empty, expected a CSV or Parquet file` : `${path}: expected a header of at most 4 MiB, got a longer first line`,
    );
  }
  const other = layout.fields === 1 ? unsplitHeader(layout.names[0] ?? '', layout.rows[0]?.fields[0]?.text ?? '') : undefined;
  if (other !== undefined) {
    throw new DriftDataError(
      `${path}: expected fields separated by comma, semicolon, tab or |, got one column ${JSON.stringify(layout.names[0]?.slice(0, 80))} that looks separated by ${JSON.stringify(other)}`,
    );
  }
  return { path, isGzip, encoding, layout };
}

function decodedStart(path: string, encoding: string, start: Buffer): string {
  try {
    return textDecoding(encoding)
      .decode(start)
      .replace(/^\uFEFF/, '');
  } catch (cause) {
    throw otherBytes({ path, encoding }, { bytes: start, line: 1 }, cause);
  }
}

/** Names of all fields of a row. */
function columnNames({ layout: { names, fields, hasRowNames } }: TextFile): string[] {
  const all = hasRowNames ? ['row_names', ...names] : names;
  return uniqueNames(Array.from({ length: fields }, (_, index) => all[index] ?? ''));
}

/** Columns with the reason why some are read only when they are named. Their names in SQL go by their places. */
function markLeftOut(names: readonly string[], { layout }: TextFile, { end, isWhole }: TextSample): FileColumn[] {
  const { rows, hasRowNames, hasHeader, fields } = layout;
  const isFirstRowNames = () => {
    if (hasRowNames) return true;
    const name = layout.names[0] ?? '';
    if (!hasHeader || !mayBeRowNames(name)) return false;
    const first = rows.map((row) => row.fields[0]?.text ?? '');
    return areRowNames(name, first, isWhole ? [] : lastFirstFields(end, layout));
  };
  const reasonOf = (index: number): string | undefined => {
    if (fields === 1 || !hasHeader) return undefined;
    if (index === 0 && isFirstRowNames()) return 'row names';
    if (isPandasIndex(names[index] ?? '')) return 'an index of pandas';
    const isNameless = index > 0 && layout.names[index - (hasRowNames ? 1 : 0)] === '' && rows.length > 0;
    return isNameless && rows.every((row) => (row.fields[index]?.text ?? '') === '') ? 'empty and without a name' : undefined;
  };
  return names.map((name, index) => {
    const leftOut = reasonOf(index);
    return { name, id: `c${index}`, sqlType: UNTYPED, ...(leftOut === undefined ? {} : { leftOut }) };
  });
}

/** First fields of the records at the end of a text; the first record may be cut and is not one of them. */
function lastFirstFields(end: Buffer, layout: TextFile['layout']): string[] {
  const text = end.toString('utf8');
  const values: string[] = [];
  for (let at = text.indexOf('\n') + 1; at < text.length; ) {
    const record = readRecord(text, at, { ...layout, isWhole: true });
    if (record === undefined) break;
    if (record.fields.length === layout.fields) values.push(record.fields[0]?.text ?? '');
    at = record.end;
  }
  return values;
}

function layoutNotes({ path, layout: { hasHeader, labels, title, names } }: TextFile): string[] {
  const cut = title !== undefined && title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
  return [
    ...(cut === undefined ? [] : [`${path} has a title before its header, which is left out: ${JSON.stringify(cut)}`]),
    ...(labels === 0 ? [] : [`${path}: rows below the header that explain it (Qualtrics) are left out: ${labels}`]),
    ...(hasHeader ? [] : [`${path} has no header: its columns are named ${names.length > 1 ? `c1 to c${names.length}` : 'c1'}`]),
  ];
}

function tallyNotes(path: string, { comments, short, firstShortLine, empty }: PlainRowsTally): string[] {
  return [
    ...(comments === 0 ? [] : [`${path}: lines with # that are no rows are left out: ${comments}`]),
    ...(empty === 0 ? [] : [`${path}: rows without any value at its end are left out: ${empty}`]),
    ...(short === 0
      ? []
      : [`${path}: rows with fewer fields than the header: ${short}, the first in line ${firstShortLine}; the others are read as missing`]),
  ];
}

/** Whether the last row of a file has no value. */
function endsEmpty({ layout: { delimiter, fields } }: TextFile, { start, end, isWhole }: TextSample): boolean {
  const text = (isWhole ? start : end).toString('latin1').replace(/[\r\n]+$/, '');
  const last = text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  return fields > 1 && last.length >= fields - 1 && last === delimiter.repeat(last.length);
}

/** Whether there are blanks around unquoted fields below the beginning of a file, or empty lines where they would be read as missing. */
function isOddBelow({ path, isGzip, layout }: TextFile, { isWhole, size }: TextSample): Promise<boolean> {
  if (isWhole || isGzip) return Promise.resolve(false);
  return hasOuterBlanks(path, layout, size);
}
