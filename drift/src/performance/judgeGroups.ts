import type { PerformanceMetric } from '@modelmonitor/api';
import { type JudgedSides, judgeMetrics } from './judgeMetrics.ts';
import { headlineOf } from './performanceMetrics.ts';

/** All metrics in their order, the headline ones and the rest each a group of their own for false alarms. */
export function judgeGroups(names: readonly string[], sides: JudgedSides): Record<string, PerformanceMetric> {
  const headline = headlineOf(names);
  const rest = names.filter((name) => !headline.includes(name));
  const judged = { ...judgeMetrics(headline, sides), ...judgeMetrics(rest, sides) };
  return Object.fromEntries(names.flatMap((name) => (judged[name] === undefined ? [] : [[name, judged[name]]])));
}
