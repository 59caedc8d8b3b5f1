import { type RegisteredCommand, registry } from './commands/registry.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { exitCode } from './exitCode.ts';
import { didYouMean } from './nearest.ts';
import { safeWriter } from './output/safeWriter.ts';
import { version } from './version.ts';

/**
 * Runs a command.
 *
 * @param argv arguments after `modelmonitor`
 * @param commands the available commands
 * @returns the exit code
 */
export async function runCommand(
  argv: readonly string[],
  given: CommandContext,
  commands: readonly RegisteredCommand[] = registry,
): Promise<number> {
  const context = { ...given, stdout: safeWriter(given.stdout), stderr: safeWriter(given.stderr) };
  const [name, ...args] = argv;
  try {
    return await dispatch(name, args, { context, commands });
  } catch (error) {
    return reportError(
      error,
      commands.find((command) => command.name === name),
      context,
    );
  }
}

async function dispatch(
  name: string | undefined,
  args: readonly string[],
  { context, commands }: { context: CommandContext; commands: readonly RegisteredCommand[] },
): Promise<number> {
  const names = commands.map((command) => command.name);
  if (name === '--version' || name === 'version') return print(context, `${version()}\n`);
  if (name === 'help' && args[0] !== undefined) return dispatch(args[0], ['--help'], { context, commands });
  if (name === '--help' || name === '-h' || name === 'help') return print(context, overview(commands));
  if (name === undefined) throw new UsageError(`expected a command: ${names.join(', ')}`);
  const registered = commands.find((command) => command.name === name);
  if (registered === undefined) {
    const kind = name.startsWith('-') ? 'option' : 'command';
    throw new UsageError(`unknown ${kind} ${name}${didYouMean(name, names) || `; commands: ${names.join(', ')}`}`);
  }
  return (await registered.load()).run(args, context);
}

function print({ stdout }: CommandContext, text: string): number {
  stdout.write(text);
  return exitCode.ok;
}

function overview(commands: readonly RegisteredCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}\n`).join('');
  return `usage: modelmonitor COMMAND [options]\n\ncommands:\n${lines}\nmodelmonitor COMMAND --help explains a command; modelmonitor --version prints the version.\n`;
}

/** Names of errors about user input, whose message is enough. By name, because importing their classes would load DuckDB. */
const aboutInput = new Set(['InputError', 'DriftDataError', 'DriftUsageError']);

function reportError(error: unknown, registered: RegisteredCommand | undefined, { stderr }: CommandContext): number {
  const command = registered === undefined ? 'modelmonitor' : `modelmonitor ${registered.name}`;
  if (error instanceof UsageError) {
    stderr.write(`${command}: ${error.message}\nsee ${command} --help\n`);
    return exitCode.usage;
  }
  if (error instanceof Error && aboutInput.has(error.name)) {
    stderr.write(`${command}: ${error.message}\n`);
    return registered?.inputExitCode ?? exitCode.failed;
  }
  stderr.write(`${command}: unexpected error\n${error instanceof Error ? String(error.stack) : String(error)}\n`);
  return exitCode.failed;
}
