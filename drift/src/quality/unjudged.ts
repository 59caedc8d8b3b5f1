import type { QualityTest } from '@modelmonitor/api';

/** Which check of which column. */
export type Check = Pick<QualityTest, 'test' | 'column'>;

/** A check without a verdict, and why. */
export function unjudged(
  check: Check,
  reason: string,
  figures: Partial<Pick<QualityTest, 'value' | 'reference' | 'detail'>> = {},
): QualityTest {
  return { ...check, reference: null, value: null, limit: {}, verdict: 'unknown', ...figures, reason };
}
