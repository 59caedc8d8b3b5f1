/** @throws RangeError when a value of a stream is NaN or infinite: comparisons would read it as "no change". */
export function requireFiniteStreamValue(detector: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${detector} needs finite values, got ${value}`);
}

/** @throws RangeError when an option is out of its range or NaN; `holds` says whether it is in range. */
export function requireDetectorOption(holds: boolean, requirement: string, got: number): void {
  if (!holds) throw new RangeError(`${requirement}, got ${got}`);
}
