/** What goes wrong with a request. */
export type Mishap =
  /** It never reaches the API server, and is answered with a Status of this code. */
  | { readonly answer: number; readonly retryAfterSeconds?: number }
  /** The connection is reset: before the API server sees it, after it has answered (which nobody hears), or in the middle of the answer. */
  | { readonly reset: 'before' | 'after' | 'within' }
  /** A watch begins well, and its first line is an error of this code. */
  | { readonly streamError: number }
  /** An answer that goes on ends after a while; with `midLine` in the middle of the next line that comes after that. */
  | { readonly endAfterMilliseconds: number; readonly midLine?: boolean }
  /** It reaches the API server later. */
  | { readonly delayMilliseconds: number };

/** Something that goes wrong, and with which requests: all when nothing is said. */
export interface Fault {
  readonly does: Mishap;
  readonly methods?: readonly string[];
  /** Fits the path, without the query. */
  readonly path?: RegExp;
  readonly watch?: boolean;
  /** Part of the requests that fit, in (0, 1]; they are spread evenly. */
  readonly share?: number;
}

/** A request as far as faults are chosen by it. */
export interface Faulted {
  readonly method: string;
  readonly path: string;
  readonly watch: boolean;
}

/** The faults that are on. */
export interface Faults {
  /** @returns ends it */
  inject(fault: Fault): () => void;
  /** What goes wrong with a request; the fault that was injected first decides. */
  mishapOf(request: Faulted): Mishap | undefined;
}

export function createFaults(): Faults {
  const on = new Set<{ readonly fault: Fault; due: number }>();
  return {
    inject(fault) {
      const entry = { fault, due: 0 };
      on.add(entry);
      return () => void on.delete(entry);
    },
    mishapOf(request) {
      for (const entry of on) {
        if (!fits(entry.fault, request)) continue;
        entry.due += entry.fault.share ?? 1;
        // Sums of shares are not exact: ten tenths are a little less than one.
        if (entry.due < 1 - 1e-9) continue;
        entry.due -= 1;
        return entry.fault.does;
      }
      return undefined;
    },
  };
}

function fits({ methods, path, watch }: Fault, request: Faulted): boolean {
  return methods?.includes(request.method) !== false && path?.test(request.path) !== false && (watch ?? request.watch) === request.watch;
}
