/** Longest a step may take, in milliseconds. */
export const stepMilliseconds = 600_000;

/** Tests that rest one on the other: after one that failed the others are not worth their minutes, and fail at once. */
export function steps(): (name: string, run: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, run) =>
    test(
      name,
      async () => {
        if (failed !== undefined) throw new Error(`was not run: "${failed}" failed before`);
        failed = name;
        await run();
        failed = undefined;
      },
      stepMilliseconds,
    );
}
