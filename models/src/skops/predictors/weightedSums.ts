/**
 * rows × weightsᵀ + offset: the product at the heart of linear models and projections.
 *
 * @param weights row-major, outputs × width
 * @param offset per output, or one for all
 */
export function weightedSums(
  { rows, count, width }: { rows: Float64Array; count: number; width: number },
  weights: Float64Array,
  offset: Float64Array,
): Float64Array {
  const outputs = weights.length / Math.max(1, width);
  const sums = new Float64Array(count * outputs);
  for (let row = 0; row < count; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let column = 0; column < width; column++) {
        sum += (rows[row * width + column] as number) * (weights[output * width + column] as number);
      }
      sums[row * outputs + output] = sum + (offset[offset.length === 1 ? 0 : output] ?? 0);
    }
  }
  return sums;
}
