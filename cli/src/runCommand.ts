import { type RegisteredCommand, registry } from './commands/registry.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { exitCode } from './exitCode.ts';
import { didYouMean } from './nearest.ts';
import { version } from './version.ts';

/**
 * Runs one command line.
 *
 * @param argv what follows `modelmonitor`
 * @param commands the commands there are
 * @returns the exit code
 */
export async function runCommand(
  argv: readonly string[],
  context: CommandContext,
  commands: readonly RegisteredCommand[] = registry,
): Promise<number> {
  const [name, ...args] = argv;
  try {
    return await dispatched(name, args, { context, commands });
  } catch (error) {
    return told(
      error,
      commands.find((command) => command.name === name),
      context,
    );
  }
}

async function dispatched(
  name: string | undefined,
  args: readonly string[],
  { context, commands }: { context: CommandContext; commands: readonly RegisteredCommand[] },
): Promise<number> {
  const names = commands.map((command) => command.name);
  if (name === '--version' || name === 'version') return printed(context, `${version()}\n`);
  if (name === 'help' && args[0] !== undefined) return dispatched(args[0], ['--help'], { context, commands });
  if (name === '--help' || name === '-h' || name === 'help') return printed(context, overview(commands));
  if (name === undefined) throw new UsageError(`a command is needed: ${names.join(', ')}`);
  const registered = commands.find((command) => command.name === name);
  if (registered === undefined) {
    const kind = name.startsWith('-') ? 'option' : 'command';
    throw new UsageError(`there is no ${kind} ${name}${didYouMean(name, names) || `; commands: ${names.join(', ')}`}`);
  }
  return (await registered.load()).run(args, context);
}

function printed({ stdout }: CommandContext, text: string): number {
  stdout.write(text);
  return exitCode.ok;
}

function overview(commands: readonly RegisteredCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}\n`).join('');
  return `usage: modelmonitor COMMAND [options]\n\ncommands:\n${lines}\nmodelmonitor COMMAND --help explains a command; modelmonitor --version prints the version.\n`;
}

/** Errors about what the user gave, by name (their classes would load DuckDB): the message says it all. */
const aboutInput = new Set(['InputError', 'DriftDataError', 'DriftUsageError']);

function told(error: unknown, registered: RegisteredCommand | undefined, { stderr }: CommandContext): number {
  const command = registered === undefined ? 'modelmonitor' : `modelmonitor ${registered.name}`;
  if (error instanceof UsageError) {
    stderr.write(`${command}: ${error.message}\nsee ${command} --help\n`);
    return exitCode.usage;
  }
  if (error instanceof Error && aboutInput.has(error.name)) {
    stderr.write(`${command}: ${error.message}\n`);
    return registered?.inputExitCode ?? exitCode.failed;
  }
  stderr.write(`${command}: this should not have happened\n${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCode.failed;
}
