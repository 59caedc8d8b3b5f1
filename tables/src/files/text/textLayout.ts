import { headerEvidence, labelRows } from './headerEvidence.ts';
import { filledFields, isBlank, readRecord, type TextDialect, type TextRecord } from './textRecord.ts';

/** How a text file is a table. */
export interface TextLayout extends TextDialect {
  /** Lines before the header, or before the first row where there is none. */
  readonly skip: number;
  /** Text of the first of them that is a title and not a comment. */
  readonly title: string | undefined;
  readonly hasHeader: boolean;
  /** Rows below the header that explain it. */
  readonly labels: number;
  /** Names as they stand there, without a name for row names; c1, c2, … where there is no header. */
  readonly names: readonly string[];
  /** Fields of a row. */
  readonly fields: number;
  /** Whether the header is one name short: rows begin with a row name, as R writes them. */
  readonly hasRowNames: boolean;
  /** What ends its lines; the first kind where there are several. */
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** Whether the database reads the beginning as it is. */
  readonly isPlain: boolean;
  /** Rows at the beginning. */
  readonly rows: readonly TextRecord[];
}

const DELIMITERS = ['\t', ',', ';', '|'];
/** Records that are looked at. */
const MOST_RECORDS = 1000;
/** Records within which a header is looked for. */
const MOST_BEFORE_HEADER = 100;

export interface LayoutOptions {
  /** Whether the text is the whole file. */
  readonly isWhole: boolean;
  /** Whether there is a header; found out when absent. */
  readonly header?: boolean | undefined;
}

/**
 * Finds out how the beginning of a text file is a table: the delimiter that splits it into rows of one width, what stands before the header,
 * and whether there is one.
 *
 * @param head the beginning, without a byte order mark
 * @returns undefined when it has no record
 */
export function textLayout(head: string, options: LayoutOptions): TextLayout | undefined {
  const separator = /^"?sep=(.)"?[;,\t| ]*(?:\r\n|\n|\r)/i.exec(head);
  const occurring = DELIMITERS.filter((delimiter) => head.includes(delimiter));
  const delimiters = separator === null ? (occurring.length === 0 ? [','] : occurring) : [separator[1] as string];
  const start = { head, from: separator?.[0].length ?? 0, skip: separator === null ? 0 : 1 };
  const candidates = delimiters.flatMap((delimiter) => candidate(start, delimiter, options) ?? []);
  const best = candidates.reduce<Candidate | undefined>(
    (most, next) => (most === undefined || isBetter(next, most) ? next : most),
    undefined,
  );
  if (best !== undefined && (best.layout.fields > 1 || separator !== null)) return best.layout;
  const blanks = candidate(start, ' ', options);
  return blanks !== undefined && isSplitByBlanks(blanks) ? blanks.layout : best?.layout;
}

interface Start {
  readonly head: string;
  readonly from: number;
  readonly skip: number;
}

interface Candidate {
  readonly layout: TextLayout;
  /** Share of rows that have the fields of the header. */
  readonly share: number;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  const [isFit, otherIsFit] = [one, other].map(({ layout, share }) => layout.fields > 1 && share >= 0.9) as [boolean, boolean];
  if (isFit !== otherIsFit) return isFit;
  // A tab is hardly ever a part of a text, and a comma within numbers separates no fields.
  if (isFit && other.layout.delimiter === '\t' && other.share === 1) return false;
  // A header one name short is a rarer thing than commas within numbers.
  if (isFit && one.layout.hasRowNames !== other.layout.hasRowNames) return other.layout.hasRowNames;
  if (isFit && other.layout.delimiter === ',' && hasDecimalCommas(one.layout)) return true;
  if (isFit && one.layout.skip !== other.layout.skip) return one.layout.skip < other.layout.skip;
  return one.layout.fields > other.layout.fields;
}

/** A number with a decimal comma, thousands separated by points, a currency or a unit. */
const DECIMAL_COMMA = /^$|^-?([^\d,;]{1,4})?-?\d+(\.\d{3})*(,\d+)?-?( ?[^\d\s,;]{1,5})?$/;

function hasDecimalCommas({ fields, rows }: TextLayout): boolean {
  return Array.from({ length: fields }, (_, index) => rows.map((row) => row.fields[index]?.text ?? '')).some(
    (cells) => cells.every((text) => DECIMAL_COMMA.test(text.trim())) && cells.some((text) => text.includes(',')),
  );
}

function candidate({ head, from, skip }: Start, delimiter: string, options: LayoutOptions): Candidate | undefined {
  const simple = readTable({ head, from, skip }, { delimiter, escape: '"' }, options);
  if (simple === undefined || simple.odd === 0 || !head.includes('\\"')) return simple;
  const escaped = readTable({ head, from, skip }, { delimiter, escape: '\\' }, options);
  return escaped !== undefined && escaped.odd === 0 ? escaped : simple;
}

interface PlacedRecord extends TextRecord {
  /** Lines before it. */
  readonly before: number;
}

function readTable(start: Start, dialect: TextDialect, options: LayoutOptions): (Candidate & { readonly odd: number }) | undefined {
  const all = records(start, dialect, options.isWhole);
  const filled = all.filter((record) => !isBlank(record));
  const width = usualWidth(filled);
  const at = headerIndex(filled, width);
  const first = filled[at];
  if (first === undefined) return undefined;
  const below = filled.slice(at + 1);
  const hasRowNames = options.header !== false && first.fields.length === width - 1 && width > 1;
  const isNamed = options.header ?? (hasRowNames || headerEvidence(first, below) !== 'rows');
  const fields = hasRowNames ? width : isNamed ? headerWidth(first, below) : width;
  const labels = isNamed ? labelRows(below) : 0;
  const isRow = (record: TextRecord) => !isComment(record) || record.fields.length === fields;
  const rows = (isNamed ? below.slice(labels) : filled.slice(at)).filter(isRow);
  const fitting = rows.filter((row) => fits(row, fields));
  const lineEnds = new Set(all.flatMap(({ lineEnd }) => (lineEnd === '' ? [] : [lineEnd])));
  const dropped = (isNamed ? below.length - labels : filled.length - at) - rows.length;
  const used = [first, ...rows];
  const odd = used.filter(({ isOdd, isOpen }) => isOdd || isOpen).length;
  const before = filled.slice(0, at).find((record) => !isComment(record));
  return {
    layout: {
      ...dialect,
      skip: first.before,
      title: before?.fields.map(({ text }) => text).join(dialect.delimiter),
      hasHeader: isNamed,
      labels,
      names: isNamed
        ? first.fields.slice(0, fields).map(({ text }) => text)
        : Array.from({ length: fields }, (_, index) => `c${index + 1}`),
      fields,
      hasRowNames,
      lineEnd: [...lineEnds][0] ?? '\n',
      isPlain:
        dialect.delimiter !== ' ' &&
        dialect.escape === '"' &&
        odd + dropped + labels === 0 &&
        lineEnds.size <= 1 &&
        fitting.length === rows.length &&
        !start.head.includes('\0') &&
        (fields > 1 || all.every((record) => !isBlank(record) || record.before < first.before)),
      rows,
    },
    share: rows.length === 0 ? 1 : fitting.length / rows.length,
    odd,
  };
}

function records({ head, from, skip }: Start, dialect: TextDialect, isWhole: boolean): PlacedRecord[] {
  const found: PlacedRecord[] = [];
  let [at, before] = [from, skip];
  while (at < head.length && found.length < MOST_RECORDS) {
    const isMarked = head[at] === '#';
    const record = isMarked ? commentOrRecord(head, at, { ...dialect, isWhole }) : readRecord(head, at, { ...dialect, isWhole });
    if (record === undefined) break;
    found.push({ ...record, before });
    at = record.end;
    before += record.lines;
  }
  return found;
}

/** A record that begins with #. A quote that its line does not close belongs to a comment. */
export function commentOrRecord(text: string, start: number, dialect: TextDialect & { readonly isWhole: boolean }): TextRecord | undefined {
  const length = text.slice(start).search(/[\r\n]/);
  if (length < 0) return readRecord(text, start, dialect);
  const end = start + length + (text.startsWith('\r\n', start + length) ? 2 : 1);
  if (!dialect.isWhole && end >= text.length) return undefined;
  const line = readRecord(text.slice(start, end), 0, { ...dialect, isWhole: true });
  return line === undefined ? undefined : { ...line, end, lines: 1 };
}

export function isComment({ fields: [first] }: TextRecord): boolean {
  return first?.text.startsWith('#') === true && !first.isQuoted;
}

/**
 * Fields of most records; of two equally frequent numbers the larger. A delimiter behind the last field of each of them makes no further
 * field.
 */
function usualWidth(all: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const record of all) if (!isComment(record)) counts.set(record.fields.length, (counts.get(record.fields.length) ?? 0) + 1);
  const [[width] = [0]] = [...counts].toSorted(([a, one], [b, other]) => other - one || b - a);
  const isClosed = width > 2 && all.every(({ fields }) => fields.length !== width || isEmpty(fields.at(-1)));
  return isClosed ? width - 1 : width;
}

function isEmpty(field: TextRecord['fields'][number] | undefined): boolean {
  return field?.text === '' && !field.isQuoted;
}

/** Index of the record that is the header, or the first row. */
function headerIndex(all: readonly TextRecord[], width: number): number {
  for (const [index, record] of all.slice(0, MOST_BEFORE_HEADER).entries()) {
    const next = all[index + 1];
    if (next === undefined) return index;
    const below = all.slice(index + 1);
    if (isComment(record)) {
      if (record.fields.length === width && headerEvidence(next, below.slice(1)) !== 'names' && !isComment(next)) return index;
    } else if (!isTitle(record, below, width)) return index;
  }
  return 0;
}

/** Whether a record stands before the header: it has fewer fields than the rows, or only one that is filled. */
function isTitle(record: TextRecord, below: readonly TextRecord[], width: number): boolean {
  const filled = filledFields(record);
  const at = below.findIndex((other) => filledFields(other) > 0);
  const next = below[at];
  if (next === undefined || width < 2) return false;
  if (record.fields.length >= width) return filled === 0 || (filled === 1 && width > 2 && filledFields(next) > 2);
  const rows = below.slice(at + 1);
  if (record.fields.length < width - 1) return true;
  const rowNames = rows.filter((row) => row.fields.length === width).map(({ fields }) => fields[0]?.text);
  return new Set(rowNames).size < rowNames.length || headerEvidence(next, rows) === 'names';
}

/** Names in a header; a delimiter behind the last one is none where no row has a field there. */
function headerWidth({ fields }: TextRecord, rows: readonly TextRecord[]): number {
  const isClosed = fields.length > 1 && isEmpty(fields.at(-1)) && rows.length > 0 && rows.every((row) => row.fields.length < fields.length);
  return isClosed ? fields.length - 1 : fields.length;
}

/** Whether the database takes a row as it is: it allows one empty field behind the last delimiter. */
function fits({ fields }: TextRecord, width: number): boolean {
  return fields.length === width || (fields.length === width + 1 && isEmpty(fields.at(-1)));
}

/** Whether records split by blanks are a table for certain, and not texts of several words. */
function isSplitByBlanks({ layout: { fields, rows, names, hasRowNames, hasHeader, title }, share }: Candidate): boolean {
  if (fields < 2 || share < 1 || rows.length < 2) return false;
  const isNumber = (text: string | undefined) => text !== undefined && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text);
  const numeric = Array.from({ length: fields }, (_, index) => rows.every((row) => isNumber(row.fields[index]?.text)));
  const areGroups = rows.every((row) => row.fields.slice(1).every(({ text }) => /^\d{3}$/.test(text)));
  const isQuoted = rows.some((row) => row.fields.some((field) => field.isQuoted));
  // One word above rows of several is the name of one column.
  const isOneColumn = (title !== undefined && !hasHeader) || (hasRowNames && fields === 2 && !isQuoted && numeric[1] !== true);
  if (areGroups || isOneColumn) return false;
  if (isQuoted || hasRowNames) return true;
  return fields > 2 ? numeric.includes(true) : !numeric.includes(false) && !names.every(isNumber);
}
