import type { EdgeCounts } from './countSource.ts';

/** Numbers of a column, counted at and between edges. The smallest and the largest value are edges, so that nothing lies outside. */
export interface EdgeNumbers extends EdgeCounts {
  readonly edges: Float64Array;
  readonly shift: number;
  readonly scale: number;
}

/** Counts of 0 at so many edges. */
export function emptyEdgeCounts(edges: number): EdgeCounts {
  return { counts: new Float64Array(edges + 1), ties: new Float64Array(edges + 1), sums: new Float64Array(edges + 1) };
}

/** Edges with their counts, gathered in ascending order without an object per edge. */
export class EdgeList {
  readonly #edges: Float64Array;
  readonly #counts: EdgeCounts;
  #length = 0;

  /** @param most edges at most @param before counts below the first edge */
  constructor(most: number, before: EdgeCounts) {
    this.#edges = new Float64Array(most);
    this.#counts = emptyEdgeCounts(most);
    this.#set(0, before.counts[0] as number, before.ties[0] as number, before.sums[0] as number);
  }

  add(edge: number, entry: { readonly counts: number; readonly ties: number; readonly sums: number }): void {
    this.#edges[this.#length++] = edge;
    this.#set(this.#length, entry.counts, entry.ties, entry.sums);
  }

  /** Adds an edge with its entry in other counts. */
  addFrom(edge: number, { counts, ties, sums }: EdgeCounts, index: number): void {
    this.#edges[this.#length++] = edge;
    this.#set(this.#length, counts[index] as number, ties[index] as number, sums[index] as number);
  }

  numbers({ shift, scale }: Pick<EdgeNumbers, 'shift' | 'scale'>): EdgeNumbers {
    const list = (name: keyof EdgeCounts) => this.#counts[name].slice(0, this.#length + 1);
    return { edges: this.#edges.slice(0, this.#length), shift, scale, counts: list('counts'), ties: list('ties'), sums: list('sums') };
  }

  #set(...[index, counts, ties, sums]: readonly [number, number, number, number]): void {
    this.#counts.counts[index] = counts;
    this.#counts.ties[index] = ties;
    this.#counts.sums[index] = sums;
  }
}
