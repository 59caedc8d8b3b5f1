import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import type { Option } from './option.ts';

/** The options of a command by their long name. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/**
 * Parses arguments by a table of options, with defaults.
 *
 * @throws UsageError that names the option, the expected and the received value
 */
export function parseOptions<Table extends OptionTable>(args: readonly string[], table: Table): OptionValues<Table> {
  const given = textsByOption(args, table);
  const values = Object.entries(table).map(([name, option]) => {
    const texts = given.get(name) ?? (option.default === undefined ? [] : [option.default]);
    if (texts.length === 0 && option.isRequired === true) throw new UsageError(`${longForm(name, option)} is required`);
    if (texts.length > 1 && option.repeated !== true) {
      const form = option.isArgument === true ? longForm(name, option) : `--${name}`;
      throw new UsageError(`${form}: expected one value, got ${texts.join(' and ')}`);
    }
    try {
      return [name, option.read(texts)];
    } catch (cause) {
      throw new UsageError(`${longForm(name, option)}: ${(cause as Error).message}`, { cause });
    }
  });
  return Object.fromEntries(values) as OptionValues<Table>;
}

/** `-f (--filename)`, or `--output` alone. */
function longForm(name: string, { short, value = name, isArgument = false }: Option<unknown>): string {
  if (isArgument) return value;
  return short === undefined ? `--${name}` : `-${short} (--${name})`;
}

/** Texts of each option, in order; a flag has an empty text. */
function textsByOption(args: readonly string[], table: OptionTable): Map<string, string[]> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { short, value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  );
  const argument = Object.entries(table).find(([, { isArgument }]) => isArgument === true)?.[0];
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (argument === undefined) throw new UsageError(`expected an option, got ${JSON.stringify(token.value)}`);
      given.set(argument, [...(given.get(argument) ?? []), token.value]);
    }
    if (token.kind === 'option') given.set(token.name, [...(given.get(token.name) ?? []), textOf(token, table)]);
  }
  return given;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function textOf({ name, rawName, value, inlineValue }: OptionToken, table: OptionTable): string {
  const option = Object.hasOwn(table, name) ? table[name] : undefined;
  if (option === undefined || option.isArgument === true) throw new UsageError(`unknown option ${rawName}${suggestion(rawName, table)}`);
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName}: expected no value, got ${JSON.stringify(value)}`);
    return '';
  }
  if (value === undefined) throw new UsageError(`${rawName}: expected a value: ${rawName} ${option.value}`);
  if (inlineValue === false && value.length > 1 && value.startsWith('-')) {
    throw new UsageError(`${rawName}: expected a value, got ${value}; write a value that starts with a dash as --${name}=${value}`);
  }
  return value;
}

function suggestion(rawName: string, table: OptionTable): string {
  return rawName.startsWith('--')
    ? didYouMean(
        rawName,
        Object.keys(table).map((name) => `--${name}`),
      )
    : '';
}
