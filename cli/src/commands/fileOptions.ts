import { valueText } from '@modelmonitor/api/plain';
import type { ReadFileOptions } from '@modelmonitor/tables/files';
import { flag, optional } from './option.ts';

/** Options of every command that reads text files: how, where that is not found out from their bytes. */
export const fileOptions = {
  encoding: optional(encoding, { value: 'NAME', help: 'encoding of text files, such as windows-1252 (default: found from their bytes)' }),
  'no-header': flag('the first line of text files is a row; columns are named c1, c2, …'),
};

/** What the options say. */
export function readFileOptions(values: { encoding: string | undefined; 'no-header': boolean }): ReadFileOptions {
  return { encoding: values.encoding, ...(values['no-header'] ? { header: false } : {}) };
}

function encoding(given: string): string {
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
