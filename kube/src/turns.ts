/** Limits how many pieces of work run at the same time. */
export interface Turns {
  /** Runs work when it is its turn, in the order of the calls. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTurns(atATime: number): Turns {
  const waiting: (() => void)[] = [];
  let free = atATime;
  return {
    async take(work) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await work();
      } finally {
        // The turn is passed on, or returned.
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
