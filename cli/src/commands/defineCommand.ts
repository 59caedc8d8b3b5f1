import type { CommandContext } from '../context.ts';
import { exitCode } from '../exitCode.ts';
import { wrapText } from '../output/wrapText.ts';
import type { Command } from './command.ts';
import { helpColumns, optionHelp } from './optionHelp.ts';
import { type OptionTable, type OptionValues, parseOptions } from './parseOptions.ts';

export interface CommandDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly summary: string;
  /** Arguments on the first line of the help, such as `-f DIR [--output text|json]`. */
  readonly synopsis: string;
  /** What the command does: paragraphs separated by empty lines; line breaks within a paragraph are ignored. */
  readonly about: string;
  readonly options: Table;
  /** Complete commands to copy. */
  readonly examples: readonly string[];
  readonly run: (values: OptionValues<Table>, context: CommandContext) => Promise<number>;
}

/** A command whose help, defaults and parsing come from one option table. */
export function defineCommand<const Table extends OptionTable>(definition: CommandDefinition<Table>): Command {
  const { name, summary, options, run } = definition;
  const usage = usageText(definition);
  return {
    name,
    summary,
    usage,
    run: async (args, context) => {
      if (requestsHelp(args)) {
        context.stdout.write(usage);
        return exitCode.ok;
      }
      return run(parseOptions(args, options), context);
    },
  };
}

function requestsHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function usageText<Table extends OptionTable>({ name, synopsis, about, options, examples }: CommandDefinition<Table>): string {
  const lines = examples.map((example) => `  ${example}`).join('\n');
  return `usage: modelmonitor ${name} ${synopsis}\n\n${paragraphs(about)}\n\noptions:\n${optionHelp(options)}\n\nexamples:\n${lines}\n`;
}

function paragraphs(about: string): string {
  return about
    .split('\n\n')
    .map((paragraph) => wrapText(paragraph.replaceAll('\n', ' '), helpColumns).join('\n'))
    .join('\n\n');
}
