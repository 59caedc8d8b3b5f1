import { valueText } from '@modelmonitor/api/plain';
import type { ReadFileOptions } from '@modelmonitor/tables/files';
import { UsageError } from '../errors.ts';
import { flag, optional } from './option.ts';
import { oneOf } from './textReaders.ts';

/** Options of every command that reads text files: how, where that is not found out from their bytes. */
export const fileOptions = {
  encoding: optional(encodingName, {
    value: 'NAME',
    help: 'encoding of text files, such as windows-1252 (default: found from their bytes)',
  }),
  'no-header': flag('the first line of text files is a row; columns are named c1, c2, …'),
  decimal: optional(oneOf('.', ','), { value: 'SIGN', help: 'what separates decimals in text: . or , (default: found by the values)' }),
  thousands: optional(oneOf(',', '.', ' ', "'"), {
    value: 'SIGN',
    help: "what separates thousands in text: , . ' or a blank (default: found by the values)",
  }),
};

/** What the options say. */
export function readFileOptions({
  encoding,
  decimal,
  thousands,
  'no-header': noHeader,
}: Pick<ReadFileOptions, 'encoding' | 'decimal' | 'thousands'> & { 'no-header': boolean }): ReadFileOptions {
  if (thousands !== undefined && thousands === decimal)
    throw new UsageError(`--thousands: expected another sign than that of --decimal, got ${valueText(thousands)} for both`);
  return { encoding, decimal, thousands, ...(noHeader ? { header: false } : {}) };
}

function encodingName(given: string): string {
  try {
    return new TextDecoder(given).encoding;
  } catch (cause) {
    throw new RangeError(
      `expected an encoding such as utf-8, utf-16, windows-1252, iso-8859-2, shift_jis or gbk, got ${valueText(given)}`,
      {
        cause,
      },
    );
  }
}
