import { parseArgs } from 'node:util';
import { DriftUsageError } from './errors.ts';
import { errorText } from './errorText.ts';

export type DriftCommand =
  | {
      readonly command: 'check';
      readonly configDirectory: string;
      readonly reportsDirectory: string | undefined;
      readonly windowPath: string;
    }
  | { readonly command: 'bins'; readonly configDirectory: string }
  | { readonly command: 'background'; readonly configDirectory: string };

const usage = 'drift check --config DIR [--reports DIR] [--window FILE|-], or drift bins|background --config DIR';

/**
 * The drift job's command line.
 *
 * @param args what follows the program's name
 * @returns the command; the window is read from standard input (`-`) unless a file is named
 * @throws DriftUsageError saying what is wanted
 */
export function driftArguments(args: readonly string[]): DriftCommand {
  const { command, values } = parsed(args);
  if (values.config === undefined || values.config === '') throw new DriftUsageError(`--config DIR is needed: ${usage}`);
  if (command === 'check') {
    return { command, configDirectory: values.config, reportsDirectory: values.reports, windowPath: values.window ?? '-' };
  }
  if (values.reports !== undefined || values.window !== undefined) throw new DriftUsageError(`${command} takes --config only: ${usage}`);
  return { command, configDirectory: values.config };
}

interface Parsed {
  readonly command: DriftCommand['command'];
  readonly values: { readonly config: string | undefined; readonly reports: string | undefined; readonly window: string | undefined };
}

function parsed(args: readonly string[]): Parsed {
  const { values, positionals } = strictlyParsed(args);
  const [command, ...rest] = positionals;
  if (command !== 'check' && command !== 'bins' && command !== 'background')
    throw new DriftUsageError(`a command is needed, got ${command ?? 'none'}: ${usage}`);
  if (rest.length > 0) throw new DriftUsageError(`one command is needed, got also ${rest.join(' ')}: ${usage}`);
  return { command, values: { config: values.config, reports: values.reports, window: values.window } };
}

function strictlyParsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { config: text, reports: text, window: text }, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new DriftUsageError(`${errorText(cause)}: ${usage}`, { cause });
  }
}
