import { runProgram } from '../command.ts';

/**
 * Standard output of a whole command line, as pinning makes them.
 *
 * @throws Error with what it wrote when it fails or takes too long
 */
export function commandOutput(
  command: readonly string[],
  { timeoutMilliseconds }: { readonly timeoutMilliseconds: number },
): Promise<string> {
  const [program = '', ...args] = command;
  return runProgram(program, args, { seconds: timeoutMilliseconds / 1000 });
}
