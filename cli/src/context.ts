import type { Clock } from './clock.ts';

/** A stream of text. */
export interface TextWriter {
  write(text: string): void;
  /** Whether a person watches: colours and progress lines are for terminals only. */
  readonly isTTY: boolean;
  /** Width in columns. */
  readonly columns: number;
}

/** Everything a command knows of the world around it. */
export interface CommandContext {
  /** Results. */
  readonly stdout: TextWriter;
  /** Problems, notes and progress. */
  readonly stderr: TextWriter;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that relative paths start from. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Numbers from 0 to below 1 that nobody can foresee by a seed; never for secrets. */
  readonly random: () => number;
  /** Bytes nobody can guess. */
  readonly randomBytes: (count: number) => Buffer;
  /** Aborts at the first SIGINT or SIGTERM: a command then ends what it does in good order. */
  readonly signal: AbortSignal;
  /** The Node executable, for processes a command starts. */
  readonly execPath: string;
}
