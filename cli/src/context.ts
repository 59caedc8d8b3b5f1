import type { Clock } from './clock.ts';

/** A stream of text. */
export interface TextWriter {
  /** Writes text for people. */
  write(text: string): void;
  /** Writes bytes for programs, such as a data file on standard output, and what moves the cursor. */
  writeExact(text: string): void;
  /** Resolves when the reader of the stream has caught up; at once where the stream does not say. */
  readonly drained?: () => Promise<void>;
  /** Whether it is a terminal, which gets colours and progress lines. */
  readonly isTTY: boolean;
  /** Width in columns. */
  readonly columns: number;
}

/** Everything a command receives from the process. */
export interface CommandContext {
  /** Results. */
  readonly stdout: TextWriter;
  /** Problems, notes and progress. */
  readonly stderr: TextWriter;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that relative paths start from. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Random numbers from 0 to below 1 without a seed; not for secrets. */
  readonly random: () => number;
  /** Cryptographically secure random bytes. */
  readonly randomBytes: (count: number) => Buffer;
  /** Aborts at the first SIGINT or SIGTERM: the command then shuts down gracefully. */
  readonly signal: AbortSignal;
  /** The Node executable, for child processes. */
  readonly execPath: string;
}
