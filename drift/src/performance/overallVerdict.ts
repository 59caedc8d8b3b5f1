import type { PerformanceMetric, PerformanceReport } from '@modelmonitor/api';
import { ownValue } from '@modelmonitor/api/plain';
import { headlineOf } from './performanceMetrics.ts';

/** The verdict over the headline metrics, and why it is unknown. */
export type OverallVerdict = Pick<PerformanceReport, 'verdict' | 'reason'>;

/** Worse when a headline metric is worse, better when one is better and none worse; unknown when none could be judged. */
export function overallVerdict(metrics: Readonly<Record<string, PerformanceMetric>>): OverallVerdict {
  const headline = headlineOf(Object.keys(metrics)).flatMap((name) => ownValue(metrics, name) ?? []);
  const verdicts = headline.map(({ verdict }) => verdict);
  if (verdicts.includes('worse')) return { verdict: 'worse' };
  if (verdicts.includes('better')) return { verdict: 'better' };
  if (verdicts.includes('stable')) return { verdict: 'stable' };
  return { verdict: 'unknown', reason: headline[0]?.reason ?? 'there is nothing to measure' };
}
