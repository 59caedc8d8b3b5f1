/** The first record of a CSV file. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Names and delimiter from the beginning of a CSV file (RFC 4180 quoting).
 *
 * The delimiter is the one of comma, semicolon, tab and bar that splits the header most often. A column without a name is called
 * `Unnamed: INDEX`, as pandas calls it: its index column comes like that.
 *
 * @param start the beginning of the file, with or without a byte order mark
 * @param complete whether that is the whole file
 * @returns undefined when the header goes on beyond what was given
 */
export function csvHeader(start: string, complete: boolean): CsvHeader | undefined {
  const text = start.startsWith('\uFEFF') ? start.slice(1) : start;
  const record = firstRecord(text) ?? (complete ? text : undefined);
  if (record === undefined) return undefined;
  const splits = DELIMITERS.map((delimiter) => fields(record, delimiter));
  const best = splits.reduce((most, names, index) => (names.length > (splits[most]?.length ?? 0) ? index : most), 0);
  const names = splits[best] ?? [];
  return { names: names.map((name, index) => (name === '' ? `Unnamed: ${index}` : name)), delimiter: DELIMITERS[best] ?? ',' };
}

function firstRecord(text: string): string | undefined {
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) return text.slice(0, index);
  }
  return undefined;
}

function fields(record: string, delimiter: string): string[] {
  const parts: string[] = [];
  let [start, quoted] = [0, false];
  for (let index = 0; index < record.length; index++) {
    if (record[index] === '"') quoted = !quoted;
    else if (!quoted && record[index] === delimiter) {
      parts.push(record.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, record.slice(start)].map(unquote);
}

function unquote(field: string): string {
  const text = field.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
