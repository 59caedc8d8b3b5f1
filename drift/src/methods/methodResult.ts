/** What a method found: its score is the p-value where it has one, else the distance (then also the statistic). */
export type MethodResult =
  | { readonly statistic: number; readonly pValue: number; readonly distance?: never }
  | { readonly statistic: number; readonly distance: number; readonly pValue?: never };

/** The result of a method without a p-value. */
export function distanceResult(distance: number): MethodResult {
  return { statistic: distance, distance };
}
