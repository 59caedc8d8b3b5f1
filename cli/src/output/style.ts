import type { CommandContext, TextWriter } from '../context.ts';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** What a terminal gets beside plain text: line breaks, tabs, and the codes above. */
export const stylePattern = `[\\n\\t]|\\u001b\\[(?:0|${Object.values(codes).join('|')})m`;

export type StyleName = keyof typeof codes;

/** Adds a style to text, or returns it unchanged. */
export type Style = (name: StyleName, text: string) => string;

/** Styles for a colour terminal (ANSI escape sequences); see https://no-color.org for NO_COLOR. */
export function styleFor(writer: TextWriter, env: CommandContext['env']): Style {
  const colours = writer.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return colours ? (name, text) => `\u001b[${codes[name]}m${text}\u001b[0m` : (_name, text) => text;
}

/** Columns of a terminal; undefined for a pipe or a file, which have no width. */
export function terminalWidth(writer: TextWriter): number | undefined {
  return writer.isTTY ? writer.columns : undefined;
}
