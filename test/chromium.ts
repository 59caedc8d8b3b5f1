import { executablesNamed } from './executables.ts';
import { leaveOut, type TestSurroundings } from './leaveOut.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where the tests look, and whom they tell. */
export interface ChromiumSearch extends TestSurroundings {
  /** What is left out without a browser, for the message. */
  readonly what: string;
}

/**
 * Path of a Chromium on PATH. Without one the tests named are left out, and that is said loudly.
 *
 * @throws Error without one where CI is set: there a browser has to be
 */
export function findChromium({ what, ...surroundings }: ChromiumSearch): string | undefined {
  const [found] = names.flatMap((name) => executablesNamed(name, surroundings.environment['PATH']));
  return found ?? leaveOut(`${what}: a browser is needed (${names.join(', ')} on PATH), and there is none`, surroundings);
}
