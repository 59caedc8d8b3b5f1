import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where the tests look, and whom they tell. */
export interface ChromiumSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  /** What is left out without a browser, in words. */
  readonly what: string;
}

/**
 * Path of a Chromium on PATH. Without one the tests named are left out, and that is said loudly.
 *
 * @throws Error without one where CI is set: there a browser has to be
 */
export function findChromium({ environment, write, what }: ChromiumSearch): string | undefined {
  const directories = (environment['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  const found = names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
  if (found !== undefined) return found;
  const reason = `${what}: a browser is needed (${names.join(', ')} on PATH), and there is none`;
  if (environment['CI']) throw new Error(reason);
  write(`\n*** LEFT OUT *** ${reason}\n\n`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
