import { isCertainlyText } from './cellValue.ts';

/**
 * Says of each field of a file's first record whether it is for certain neither a number nor a missing value. Lines with quotes, a record with
 * another number of fields, and one that may be cut short say nothing.
 *
 * @param lines the header, the record, and what follows
 * @example
 * fieldsOfText(['a,b', 'red,1.5', ''], { delimiter: ',', fields: 2 }) // => [true, false]
 */
export function fieldsOfText(lines: readonly string[], { delimiter, fields }: { delimiter: string; fields: number }): boolean[] {
  const [header = '', record = '', following] = lines;
  const parts = record.split(delimiter);
  if (`${header}${record}`.includes('"') || following === undefined || parts.length !== fields) return [];
  return parts.map(isCertainlyText);
}
