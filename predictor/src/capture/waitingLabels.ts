/** Labels that arrived before their prediction, where no store keeps them; the oldest are dropped beyond a bound. */
export interface WaitingLabels {
  readonly size: () => number;
  /** Labels that were dropped because too many waited. */
  readonly dropped: () => number;
  /** Keeps a label, the name of the class or the value; a newer one of the id replaces it. */
  add(id: string, actual: string | number): void;
  /** Removes the label of an id and returns it. */
  take(id: string): string | number | undefined;
}

/** @param most labels that wait at a time, read for each label */
export function createWaitingLabels(most: () => number): WaitingLabels {
  const labels = new Map<string, string | number>();
  let dropped = 0;
  return {
    size: () => labels.size,
    dropped: () => dropped,
    add(id, actual) {
      labels.delete(id);
      labels.set(id, actual);
      for (const oldest of labels.keys()) {
        if (labels.size <= most()) break;
        labels.delete(oldest);
        dropped++;
      }
    },
    take(id) {
      const actual = labels.get(id);
      if (actual !== undefined) labels.delete(id);
      return actual;
    },
  };
}
