import type { Transform } from '../step.ts';

/** The columns of several transformers side by side, all given the same rows. */
export function joinColumns(parts: readonly Transform[]): Transform {
  const columns = parts.flatMap((part) => part.columns);
  const width = columns.length;
  return {
    columns,
    apply: (rows, count) => {
      const cells = new Float64Array(count * width);
      let start = 0;
      for (const part of parts) {
        const size = part.columns.length;
        const own = part.apply(rows, count);
        for (let row = 0; row < count; row++) cells.set(own.subarray(row * size, (row + 1) * size), row * width + start);
        start += size;
      }
      return cells;
    },
  };
}
