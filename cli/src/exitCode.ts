/** Exit codes of `modelmonitor`. */
export const exitCode = {
  ok: 0,
  /** The input is bad, or the work failed. */
  failed: 1,
  /** The command line is wrong; for `drift` and `profile` also the input. */
  usage: 2,
  /** The data set drifted (`drift --fail-on-drift`). */
  drifted: 3,
} as const;
