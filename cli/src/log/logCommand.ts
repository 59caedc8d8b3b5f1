import type { Command } from '../commands/command.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { didYouMean } from '../nearest.ts';
import { checkLogCommand } from './checkLog.ts';
import { exportLogCommand } from './exportLog.ts';
import { forgetLogCommand } from './forgetLog.ts';
import { restoreLogCommand } from './restoreLog.ts';

const commands: readonly Command[] = [checkLogCommand, exportLogCommand, restoreLogCommand, forgetLogCommand];
const usage = [
  'usage: modelmonitor log COMMAND [options]',
  '',
  'Works on the log of predictions of a monitor: an SQLite file or a PostgreSQL database, and its',
  'archive of Parquet files.',
  '',
  'commands:',
  ...commands.map(({ name, summary }) => `  ${name.replace('log ', '').padEnd(10)}${summary}`),
  '',
  'modelmonitor log COMMAND --help explains a command.',
  '',
].join('\n');

/** `modelmonitor log` */
export const logCommand: Command = {
  name: 'log',
  summary: 'check, export, restore or delete logged predictions',
  usage,
  async run([name, ...args]: readonly string[], context: CommandContext): Promise<number> {
    const names = commands.map((command) => command.name.replace('log ', ''));
    if (name === '--help' || name === '-h') {
      context.stdout.write(usage);
      return exitCode.ok;
    }
    const command = commands.find((candidate) => candidate.name === `log ${name}`);
    if (command === undefined)
      throw new UsageError(`expected one of ${names.join(', ')}, got ${name ?? 'none'}${didYouMean(name ?? '', names)}`);
    return command.run(args, context);
  },
};
