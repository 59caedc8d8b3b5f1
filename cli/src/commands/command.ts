import type { CommandContext } from '../context.ts';

/** One subcommand of `modelmonitor`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The text of `modelmonitor NAME --help`. */
  readonly usage: string;
  /**
   * @param args arguments after the command's name
   * @returns the exit code
   * @throws UsageError for a wrong command line, InputError for input that cannot be used
   */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
