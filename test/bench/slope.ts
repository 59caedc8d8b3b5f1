/** A value at a time. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** Slope of the line of least squares, in values per unit of time. @throws RangeError for fewer than two times */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [at, value] = [mean((point) => point.at), mean((point) => point.value)];
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  if (!(spread > 0)) throw new RangeError(`a slope needs values at two times at least, got ${points.length} points`);
  return points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0) / spread;
}
