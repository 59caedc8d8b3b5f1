/** Id of a row of a request that came with an id: the id itself, or with the row's number behind a slash. */
export function callerRowId(callerId: string, row: number, count: number): string {
  return count === 1 ? callerId : `${callerId}/${row}`;
}

/** Ids of predicted rows: internally an increasing number, externally a text; neither direction needs an index that grows with the traffic. */
export interface RowIds {
  /** Takes the next numbers. @returns the first of them */
  take(count: number): number;
  /**
   * Remembers the id that a caller chose for a row; beyond the bound the oldest is forgotten.
   *
   * @returns whether an earlier row had the id: it now belongs to this one
   */
  name(sequence: number, id: string): boolean;
  idOf(sequence: number): string;
  sequenceOf(id: string): number | undefined;
}

interface RowIdOptions {
  readonly series: string;
  /** Most chosen ids that are remembered. */
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
      const isRepeated = chosen.delete(id);
      chosen.set(id, sequence);
      chosenIds.set(sequence, id);
      if (chosenIds.size <= most) return isRepeated;
      const [oldest, oldestId] = chosenIds.entries().next().value as [number, string];
      chosenIds.delete(oldest);
      if (chosen.get(oldestId) === oldest) chosen.delete(oldestId);
      return isRepeated;
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
