import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { TextWriter } from '../context.ts';
import { writeProblem } from './writeOutput.ts';

/** A file that is written part by part, and exists only once it is whole. */
export interface OutputFile {
  /** Whether what was written cannot be taken back, as on standard output. */
  readonly isStream: boolean;
  /** Writes a part; resolves when there is room for the next. */
  write(text: string): Promise<void>;
  /** Gives the file its name. */
  finish(): Promise<void>;
  /** Leaves no file behind; does nothing once it is finished. */
  discard(): Promise<void>;
}

export interface OutputPlace {
  readonly cwd: string;
  /** Takes what is written to `-`. */
  readonly stdout: TextWriter;
}

/**
 * Opens a file for writing: beside its place until it is whole. A pipe or device is written directly, as is standard output.
 *
 * @param path as the user gave it; relative paths start from `cwd`; `-` is standard output
 * @throws InputError when it cannot be written, here and in `write` and `finish`
 */
export async function openOutput(path: string, { cwd, stdout }: OutputPlace): Promise<OutputFile> {
  if (path === '-') return standardOutput(stdout);
  const target = resolve(cwd, path);
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw writeProblem(path, cause);
    }
  };
  const { file, temporary } = await attempt(() => openBeside(target));
  let isOpen = true;
  return {
    isStream: false,
    write: (text) => attempt(() => file.appendFile(text)),
    finish: () =>
      attempt(async () => {
        if (temporary !== undefined) await file.sync();
        isOpen = false;
        await file.close();
        if (temporary !== undefined) await rename(temporary, target);
      }),
    discard: async () => {
      if (!isOpen) return;
      isOpen = false;
      await file.close().catch(() => undefined);
      if (temporary !== undefined) await rm(temporary, { force: true });
    },
  };
}

async function openBeside(target: string): Promise<{ file: FileHandle; temporary?: string }> {
  const status = await stat(target).catch(() => undefined);
  if (status?.isDirectory() === true) throw new Error('it is a directory');
  if (status !== undefined && !status.isFile()) return { file: await open(target, 'w') };
  const temporary = join(dirname(target), `.${basename(target)}.tmp`);
  return { file: await open(temporary, 'w', 0o644), temporary };
}

function standardOutput(stdout: TextWriter): OutputFile {
  return {
    isStream: true,
    write: async (text) => {
      stdout.writeExact(text);
      await stdout.drained?.();
    },
    finish: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}
