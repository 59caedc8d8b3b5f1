import { listNames } from './listNames.ts';
import type { CheckOutcome } from './qualityCheck.ts';

/** The outcome of a check that passes when no column is found. */
export function noneOf(names: readonly string[]): CheckOutcome {
  const figures = { reference: 0, value: names.length, limit: { at_most: 0 } };
  return names.length === 0 ? { ...figures, verdict: 'passed' } : { ...figures, verdict: 'failed', detail: listNames(names) };
}
