/** Sum in the order in which numpy adds a contiguous list: blocks of 128 with eight partial sums, and halves above. */
export function pairwiseSum(values: Float64Array): number {
  const { length } = values;
  if (length < 8) return values.reduce((sum, value) => sum + value, 0);
  if (length > 128) {
    const half = Math.floor(length / 2);
    const middle = half - (half % 8);
    return pairwiseSum(values.subarray(0, middle)) + pairwiseSum(values.subarray(middle));
  }
  const parts = values.slice(0, 8);
  let at = 8;
  for (; at + 8 <= length; at += 8) {
    for (let part = 0; part < 8; part++) parts[part] = (parts[part] as number) + (values[at + part] as number);
  }
  const [a, b, c, d, e, f, g, h] = parts as unknown as [number, number, number, number, number, number, number, number];
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; at < length; at++) sum += values[at] as number;
  return sum;
}
