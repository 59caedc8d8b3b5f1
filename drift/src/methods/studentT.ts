import { studentTTest } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `t_test`: Student's two-sample t-test with the pooled variance. */
export const studentT: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('t_test', pair);
  return studentTTest(reference.sorted, current.sorted);
};
