import { wrapText } from '../output/wrapText.ts';
import type { Option } from './option.ts';
import type { OptionTable } from './parseOptions.ts';

/** Width of help texts. */
export const helpColumns = 100;

/** The help text of options: their forms on the left, their explanations on the right. */
export function optionHelp(table: OptionTable): string {
  const rows = [...Object.entries(table).map(([name, option]) => [optionForm(name, option), explanation(option)] as const), helpRow];
  const left = Math.max(...rows.map(([form]) => form.length)) + 4;
  return rows
    .flatMap(([form, help]) =>
      wrapText(help, helpColumns - left).map((line, index) => `${(index === 0 ? `  ${form}` : '').padEnd(left)}${line}`),
    )
    .join('\n');
}

const helpRow = ['    --help', 'print this help'] as const;

function optionForm(name: string, { short, value, isArgument = false }: Option<unknown>): string {
  if (isArgument) return `    ${value}`;
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function explanation({ help, repeated, default: standard }: Option<unknown>): string {
  const remarks = [repeated === true ? 'can be repeated' : '', standard === undefined ? '' : `default ${standard}`].filter(
    (remark) => remark !== '',
  );
  return remarks.length === 0 ? help : `${help} (${remarks.join('; ')})`;
}
