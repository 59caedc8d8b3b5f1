/** Whether a goal was met; `open` when there is no goal or the figure could not be had. */
export type Met = 'yes' | 'no' | 'open';

/** One line of a table of results. */
export interface Figure {
  /** What was measured. */
  readonly what: string;
  readonly ours: string;
  /** What it is compared with, and its figure; empty without a peer. */
  readonly peer: string;
  /** Ours over theirs; empty without a peer. */
  readonly ratio: string;
  readonly goal: string;
  readonly met: Met;
}

/** A table beside the figures, where a line for each would hide what matters. */
export interface OutcomeTable {
  readonly caption: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a scenario found. */
export interface Outcome {
  readonly figures: readonly Figure[];
  readonly tables?: readonly OutcomeTable[];
  /** What was left out, and other things a reader should know about this run. */
  readonly notes: readonly string[];
  /** How the processes were placed, where the scenario does it in a way of its own. */
  readonly pinning?: string;
}

/** A figure without peer or goal; the parts that matter replace what is empty. */
export function figure(parts: Pick<Figure, 'what' | 'ours'> & Partial<Figure>): Figure {
  return { peer: '', ratio: '', goal: '', met: 'open', ...parts };
}

export function metIf(condition: boolean): Met {
  return condition ? 'yes' : 'no';
}
