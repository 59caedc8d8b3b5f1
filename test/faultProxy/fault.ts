/** What goes wrong with a request. */
export type Mishap =
  /** It never reaches the API server; the response is a Status with this code. */
  | { readonly answer: number; readonly retryAfterSeconds?: number }
  /** The connection is reset: before the API server receives it, after its response (which is lost), or in the middle of the response. */
  | { readonly reset: 'before' | 'after' | 'within' }
  /** A watch starts, and its first line is an error with this code. */
  | { readonly streamError: number }
  /** A response that continues ends after a while; with `midLine`, in the middle of the next line after that. */
  | { readonly endAfterMilliseconds: number; readonly midLine?: boolean }
  /** It reaches the API server later. */
  | { readonly delayMilliseconds: number };

/** A fault, and the requests it affects: all by default. */
export interface Fault {
  readonly does: Mishap;
  readonly methods?: readonly string[];
  /** Matches the path, without the query. */
  readonly path?: RegExp;
  readonly watch?: boolean;
  /** Share of the matching requests, in (0, 1]; they are spread evenly. */
  readonly share?: number;
}

/** What of a request faults are selected by. */
export interface Faulted {
  readonly method: string;
  readonly path: string;
  readonly watch: boolean;
}

/** The current faults. */
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
        if (!matches(entry.fault, request)) continue;
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

function matches({ methods, path, watch }: Fault, request: Faulted): boolean {
  return methods?.includes(request.method) !== false && path?.test(request.path) !== false && (watch ?? request.watch) === request.watch;
}
