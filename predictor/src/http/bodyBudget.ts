/** The bytes of request bodies that a process holds at a time, whatever the number of its connections and listeners. */
export interface BodyBudget {
  /**
   * A body that starts to arrive.
   *
   * @param expected its size in bytes, as far as it is known
   * @returns undefined when it does not fit beside what is held
   */
  open(expected?: number): BodyShare | undefined;
  /** A refused body that is read to its end, so that its client reads the refusal; undefined while many are. @returns what ends it */
  drop(): (() => void) | undefined;
}

/** Refused bodies that are read at a time: what is read and dropped takes memory until it is collected. */
const mostDropped = 32;

/** The part of one body. */
interface BodyShare {
  /** @returns whether so many more bytes may be held; the body alone may always be held */
  take(bytes: number): boolean;
  /** What was taken is held no longer. */
  release(): void;
}

/** Bodies up to this size are held without a budget, so that single rows are predicted whatever others send. */
export const smallBodyBytes = 8 * 1024;

const defaultBytes = 16 * 1024 * 1024;

export function createBodyBudget(mostBytes = defaultBytes): BodyBudget {
  let held = 0;
  let dropped = 0;
  return {
    drop() {
      if (dropped >= mostDropped) return undefined;
      dropped++;
      return () => {
        dropped--;
      };
    },
    open(expected = 0) {
      if (held > 0 && held + expected > mostBytes) return undefined;
      let taken = 0;
      return {
        take(bytes) {
          if (held + bytes > mostBytes && held > taken) return false;
          held += bytes;
          taken += bytes;
          return true;
        },
        release() {
          held -= taken;
          taken = 0;
        },
      };
    },
  };
}
