/**
 * Sums before the link in the order of the contract's classes, in place: one output is that of the second of two classes, so that it changes its sign where
 * the contract lists them the other way round.
 *
 * @param values any number of times the outputs
 * @param order for each class of the contract, its index in the file; empty for a regression
 */
export function orderOutputs(values: Float64Array, order: readonly number[], outputs: number): Float64Array {
  if (order.every((place, index) => place === index)) return values;
  if (outputs === 1) {
    for (let index = 0; index < values.length; index++) values[index] = 0 - (values[index] as number);
    return values;
  }
  for (let start = 0; start < values.length; start += outputs) {
    const own = values.slice(start, start + outputs);
    for (const [index, place] of order.entries()) values[start + index] = own[place] as number;
  }
  return values;
}
