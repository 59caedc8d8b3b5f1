import type { QualityReport, QualityTest } from '@modelmonitor/api';

/** The report of the checks: those of the table first, then column by column. Failed when one failed, unknown when none could be judged. */
export function qualityReport(table: readonly QualityTest[], columns: readonly (readonly QualityTest[])[]): QualityReport {
  const tests = [...table, ...columns.flat()];
  const count = (one: QualityTest['verdict']): number => tests.filter(({ verdict }) => verdict === one).length;
  const failed = count('failed');
  const verdict = failed > 0 ? 'failed' : count('passed') > 0 ? 'passed' : 'unknown';
  return { verdict, n_tests: tests.length, n_failed: failed, n_unknown: count('unknown'), tests };
}
