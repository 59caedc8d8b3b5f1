/** One field of a record, without the quotes around it. */
export interface TextField {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** One record of a text file. */
export interface TextRecord {
  readonly fields: readonly TextField[];
  /** Index of what follows its line end. */
  readonly end: number;
  /** The line end, empty at the end of the text. */
  readonly lineEnd: '' | '\n' | '\r\n' | '\r';
  /** Lines it takes: more than one where a quoted field holds line breaks. */
  readonly lines: number;
  /** Whether a quoted field ends with the text instead of a quote. */
  readonly isOpen: boolean;
  /** Whether the database would read it differently: blanks around an unquoted field, text behind a closing quote. */
  readonly isOdd: boolean;
}

/** What separates the fields of a record. */
export interface TextDialect {
  /** One character; a blank stands for one or more of them. */
  readonly delimiter: string;
  /** What makes a quote within quotes a part of the field: a second quote, or a backslash. */
  readonly escape: '"' | '\\';
}

/**
 * Reads the record that starts at an index. Blanks around an unquoted field are no part of it; a quoted field keeps its blanks. Text behind a
 * closing quote belongs to the field, as in pandas.
 *
 * @param isWhole whether nothing follows the text
 * @returns undefined when the record may go on behind the text
 */
export function readRecord(text: string, start: number, dialect: TextDialect & { readonly isWhole: boolean }): TextRecord | undefined {
  const { delimiter, isWhole } = dialect;
  const simple = simpleRecord(text, start, delimiter);
  if (simple !== undefined) return simple;
  const fields: TextField[] = [];
  let [at, isOdd, isOpen] = [start, false, false];
  for (;;) {
    const field = readField(text, at, dialect);
    fields.push(field);
    at = field.end;
    isOdd ||= field.isOdd;
    isOpen ||= field.isOpen;
    // A line end at the very end may be half of another.
    if (!isWhole && (at >= text.length || (text[at] === '\r' && at + 1 === text.length))) return undefined;
    if (at >= text.length || isLineBreak(text, at)) break;
    at = delimiter === ' ' ? afterBlanks(text, at) : at + 1;
    if (delimiter === ' ' && (at >= text.length || isLineBreak(text, at))) break;
  }
  const lineEnd = lineEndAt(text, at);
  return {
    fields,
    end: at + lineEnd.length,
    lineEnd,
    lines: fields.some(({ isQuoted }) => isQuoted) ? lineBreaks(text, start, at) + 1 : 1,
    isOpen,
    isOdd,
  };
}

/** A record in a line without quotes that is not the last one, where splitting it is enough. */
function simpleRecord(text: string, start: number, delimiter: string): TextRecord | undefined {
  const end = text.indexOf('\n', start);
  if (end < 0 || end + 1 >= text.length || delimiter === ' ') return undefined;
  const lineEnd = text[end - 1] === '\r' && end > start ? '\r\n' : '\n';
  const line = text.slice(start, end + 1 - lineEnd.length);
  if (/["\r]/.test(line)) return undefined;
  let isOdd = false;
  const fields = line.split(delimiter).map((field) => {
    const isPadded = field.startsWith(' ') || field.endsWith(' ');
    isOdd ||= isPadded;
    return { text: isPadded ? field.replaceAll(/^ +| +$/g, '') : field, isQuoted: false };
  });
  return { fields, end: end + 1, lineEnd, lines: 1, isOpen: false, isOdd };
}

/** Whether a record is an empty line, or the sign that DOS put at the end of a text. */
export function isBlank({ fields }: TextRecord): boolean {
  const [field] = fields;
  return fields.length === 1 && field !== undefined && ['', '\u001a'].includes(field.text) && !field.isQuoted;
}

interface FoundField extends TextField {
  /** Index of the delimiter, line break or end behind it. */
  readonly end: number;
  readonly isOdd: boolean;
  readonly isOpen: boolean;
}

function readField(text: string, start: number, dialect: TextDialect): FoundField {
  const { delimiter } = dialect;
  const from = afterBlanks(text, start);
  if (text[from] !== '"') {
    const end = fieldEnd(text, from, delimiter);
    const field = trimEnd(text.slice(from, end));
    return { text: field, isQuoted: false, end, isOdd: delimiter !== ' ' && start + field.length !== end, isOpen: false };
  }
  const close = closingQuote(text, from + 1, dialect.escape);
  if (close < 0)
    return { text: withoutEscapes(text.slice(from + 1), dialect.escape), isQuoted: true, end: text.length, isOdd: true, isOpen: true };
  const end = fieldEnd(text, close + 1, delimiter);
  const rest = trimEnd(text.slice(close + 1, end));
  return {
    text: withoutEscapes(text.slice(from + 1, close), dialect.escape) + rest,
    isQuoted: true,
    end,
    isOdd: rest !== '',
    isOpen: false,
  };
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

const [NEWLINE, CARRIAGE] = [0x0a, 0x0d];

function fieldEnd(text: string, start: number, delimiter: string): number {
  const end = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === end || code === NEWLINE || code === CARRIAGE) return at;
  }
  return text.length;
}

/** Index of the quote that closes a field, or -1. */
function closingQuote(text: string, start: number, character: '"' | '\\'): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    if (character === '"') {
      if (text[at + 1] !== '"') return at;
      at++;
    } else if (backslashes(text, start, at) % 2 === 0) return at;
  }
  return -1;
}

/** Backslashes right before an index. */
function backslashes(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text[at - 1] === '\\') at--;
  return end - at;
}

function withoutEscapes(text: string, character: '"' | '\\'): string {
  return character === '"' ? text.replaceAll('""', '"') : text.replaceAll(/\\(["\\])/g, '$1');
}

function isLineBreak(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r';
}

function lineEndAt(text: string, at: number): TextRecord['lineEnd'] {
  if (text[at] === '\n') return '\n';
  if (text[at] !== '\r') return '';
  return text[at + 1] === '\n' ? '\r\n' : '\r';
}

function lineBreaks(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/\n|\r(?!\n)/g)?.length ?? 0;
}

/** How many fields of a record hold a text. */
export function filledFields({ fields }: TextRecord): number {
  return fields.filter(({ text }) => text !== '').length;
}
