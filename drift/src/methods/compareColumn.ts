import type { ColumnPair } from '@modelmonitor/tables';
import type { MethodDescriptor } from './methodDescriptor.ts';
import type { MethodResult } from './methodResult.ts';

/**
 * Compares both sides of a column by a method.
 *
 * @param pair both sides, at least one usable value each
 * @throws RangeError when the method cannot take the column, or its values
 */
export function compareColumn(method: MethodDescriptor, pair: ColumnPair): MethodResult {
  const { name, takes } = method;
  if (takes === 'texts') {
    if (pair.type === 'numeric') throw new RangeError(`${name} expected a column of texts, got a numeric one`);
    return method.compare(pair);
  }
  if (pair.type === 'categorical' && pair.reference.uncounted !== undefined)
    throw new RangeError(`${name} needs every value, and the reference is a profile, which keeps no texts and times`);
  if (takes === 'any') return method.compare(pair);
  if (pair.type !== 'numeric') throw new RangeError(`${name} expected a numeric column, got a categorical one`);
  return method.compare(pair);
}

/** Whether a score is on the side of the threshold where the column has drifted. */
export function isDrift({ drift }: Pick<MethodDescriptor, 'drift'>, score: number, threshold: number): boolean {
  if (drift === '<') return score < threshold;
  if (drift === '≤') return score <= threshold;
  return drift === '>' ? score > threshold : score >= threshold;
}
