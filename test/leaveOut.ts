/** Where tests look for what they need beyond npm packages, and whom they tell. */
export interface TestSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
}

/**
 * Says loudly that tests are left out.
 *
 * @param reason what is left out, and what it would need
 * @throws Error where CI is set: there nothing is left out
 */
export function leaveOut(reason: string, { environment, write }: TestSurroundings): undefined {
  if (environment['CI']) throw new Error(reason);
  write(`\n*** LEFT OUT *** ${reason}\n\n`);
  return undefined;
}
