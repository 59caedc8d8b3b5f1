export { clockFrom } from './clock.ts';
export type { CommandContext, TextWriter } from './context.ts';
export { runCommand } from './runCommand.ts';
