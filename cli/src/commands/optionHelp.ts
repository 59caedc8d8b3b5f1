import { wrapped } from '../output/wrapped.ts';
import type { Option } from './option.ts';
import type { OptionTable } from './parseOptions.ts';

/** Width of help texts. */
export const helpColumns = 100;

/** The options of a table as help shows them: how each is written on the left, what it does on the right. */
export function optionHelp(table: OptionTable): string {
  const rows = [...Object.entries(table).map(([name, option]) => [written(name, option), explained(option)] as const), helpRow];
  const left = Math.max(...rows.map(([form]) => form.length)) + 4;
  return rows
    .flatMap(([form, help]) =>
      wrapped(help, helpColumns - left).map((line, index) => `${(index === 0 ? `  ${form}` : '').padEnd(left)}${line}`),
    )
    .join('\n');
}

const helpRow = ['    --help', 'print this text'] as const;

function written(name: string, { short, value }: Option<unknown>): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function explained({ help, repeated, default: standard }: Option<unknown>): string {
  const remarks = [repeated === true ? 'may be given several times' : '', standard === undefined ? '' : `default ${standard}`].filter(
    (remark) => remark !== '',
  );
  return remarks.length === 0 ? help : `${help} (${remarks.join('; ')})`;
}
