/** Ids of predicted rows: a number that only grows inside, a text outside; neither direction needs an index that grows with the traffic. */
export interface RowIds {
  /** Takes the next numbers. @returns the first of them */
  take(count: number): number;
  /** Remembers the id a caller chose for a row; the oldest is forgotten beyond the bound. */
  name(sequence: number, id: string): void;
  idOf(sequence: number): string;
  sequenceOf(id: string): number | undefined;
}

export interface RowIdOptions {
  /** Letters and digits no other process uses: the first part of the ids. */
  readonly series: string;
  /** Chosen ids that are remembered. */
  readonly most: number;
  /** Ids of rows from before a restart; they get the first numbers. */
  readonly restored?: readonly string[];
}

export function createRowIds({ series, most, restored = [] }: RowIdOptions): RowIds {
  let next = restored.length;
  const chosen = new Map<string, number>(restored.map((id, sequence) => [id, sequence]));
  const chosenIds = new Map<number, string>(restored.map((id, sequence) => [sequence, id]));
  return {
    take(count) {
      next += count;
      return next - count;
    },
    name(sequence, id) {
      chosen.delete(id);
      chosen.set(id, sequence);
      chosenIds.set(sequence, id);
      if (chosenIds.size <= most) return;
      const [oldest, oldestId] = chosenIds.entries().next().value as [number, string];
      chosenIds.delete(oldest);
      if (chosen.get(oldestId) === oldest) chosen.delete(oldestId);
    },
    idOf: (sequence) => chosenIds.get(sequence) ?? `${series}-${sequence.toString(36)}`,
    sequenceOf(id) {
      const known = chosen.get(id);
      if (known !== undefined || !id.startsWith(`${series}-`)) return known;
      const digits = id.slice(series.length + 1);
      return /^[0-9a-z]{1,10}$/.test(digits) ? Number.parseInt(digits, 36) : undefined;
    },
  };
}
