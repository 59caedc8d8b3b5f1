/**
 * Processor time of a call, all threads of the process: the best of several rounds of about a quarter of a second.
 *
 * @param call is called with 0, 1, 2, …
 * @returns microseconds
 */
export async function processorTime(call: (index: number) => unknown): Promise<number> {
  let [best, calls] = [Infinity, 1];
  for (let round = 0; round < 8; round++) {
    const start = process.cpuUsage();
    for (let index = 0; index < calls; index++) {
      const answer = call(index);
      if (answer instanceof Promise) await answer;
    }
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / calls);
    calls = Math.max(calls, Math.floor((calls * 250_000) / Math.max(user + system, 100)));
  }
  return best;
}
