import { randomBytes } from 'node:crypto';
import { clockFrom } from './clock.ts';
import type { CommandContext, TextWriter } from './context.ts';

/** A context that records its output, for tests of whole commands. */
export interface RecordingContext {
  readonly context: CommandContext;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** @param overrides parts that differ from the defaults: no terminal, 80 columns, no environment, the directory `/`, the system's clock */
export function recordingContext(overrides: Partial<CommandContext> = {}): RecordingContext {
  const [stdout, stderr] = [recorder(), recorder()];
  const context: CommandContext = {
    stdout: stdout.writer,
    stderr: stderr.writer,
    env: {},
    cwd: '/',
    clock: clockFrom(globalThis),
    random: () => 0.5,
    randomBytes,
    signal: new AbortController().signal,
    execPath: 'node',
    ...overrides,
  };
  return { context, stdout: stdout.text, stderr: stderr.text };
}

function recorder(): { writer: TextWriter; text: () => string } {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return { writer: { write, writeExact: write, isTTY: false, columns: 80 }, text: () => written.join('') };
}
