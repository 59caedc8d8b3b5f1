/** Lets one task wait until another one wakes it. */
export interface Signal {
  wake(): void;
  /** Resolves at the next `wake`, or at once where it came since the last wait. */
  wait(): Promise<void>;
}

export function createSignal(): Signal {
  let isAwake = false;
  let resume: (() => void) | undefined;
  return {
    wake() {
      isAwake = true;
      resume?.();
    },
    async wait() {
      if (!isAwake) await new Promise<void>((resolve) => (resume = resolve));
      isAwake = false;
      resume = undefined;
    },
  };
}
