import type { CheckOutcome } from './qualityCheck.ts';

/** The outcome of a check without a verdict, and why it has none. */
export function noVerdict(reason: string, figures: Partial<Pick<CheckOutcome, 'value' | 'reference' | 'detail'>> = {}): CheckOutcome {
  return { reference: null, value: null, limit: {}, verdict: 'unknown', ...figures, reason };
}
