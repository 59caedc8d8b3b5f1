/**
 * Edges of equal bins by Sturges' rule, ⌈log₂ n + 1⌉ of them over the range, as numpy's `histogram_bin_edges(…, 'sturges')`.
 *
 * For drift, the range and the rows are those of reference and current pooled, so that both fall into the same bins.
 *
 * @param minimum smallest pooled value
 * @param maximum largest pooled value, ≥ minimum; equal ones give a single bin one unit wide around them
 * @param rows pooled rows, ≥ 1
 * @returns ascending edges, one more than bins, first the minimum and last the maximum
 * @throws RangeError when a limit is not finite, the range is negative or too narrow to be divided, or rows is below 1
 * @see Sturges, The Choice of a Class Interval (1926)
 * @example
 * sturgesBinEdges(0, 10, 16) // => [0, 2, 4, 6, 8, 10]
 */
export function sturgesBinEdges(minimum: number, maximum: number, rows: number): Float64Array {
  const range = maximum - minimum;
  if (!(range >= 0 && range < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`sturges needs a finite range from minimum to maximum, got ${minimum} to ${maximum}`);
  }
  if (!(rows >= 1)) throw new RangeError(`sturges needs at least one row, got ${rows}`);
  if (range === 0) return Float64Array.of(minimum - 0.5, maximum + 0.5);
  // Through the width and back, not ⌈log₂ n + 1⌉ at once: numpy's rounding decides between n and n + 1 bins.
  const bins = Math.ceil(range / (range / (Math.log2(rows) + 1)));
  const width = range / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, index) => (index === bins ? maximum : index * width + minimum));
  if (edges.some((edge, index) => index > 0 && !(edge > (edges[index - 1] as number)))) {
    throw new RangeError(`sturges needs a range wide enough for ${bins} bins, got ${minimum} to ${maximum}`);
  }
  return edges;
}
