/** Linear interpolation between points in ascending order, as numpy's interp; beyond the ends it is the end's value. */
export function interpolate(value: number, at: Float64Array, values: Float64Array): number {
  const last = at.length - 1;
  if (Number.isNaN(value)) return Number.NaN;
  if (value > (at[last] as number)) return values[last] as number;
  if (value < (at[0] as number)) return values[0] as number;
  let [low, high] = [0, last + 1];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (value >= (at[middle] as number)) low = middle;
    else high = middle;
  }
  if (low === last || at[low] === value) return values[low] as number;
  const slope = ((values[low + 1] as number) - (values[low] as number)) / ((at[low + 1] as number) - (at[low] as number));
  return slope * (value - (at[low] as number)) + (values[low] as number);
}
