import type { PerformanceMetric } from '@modelmonitor/api';
import { type JudgedSides, judgedMetrics } from './judgedMetrics.ts';
import { headlineOf } from './performanceMetrics.ts';

/** All metrics in their order, the headline ones and the rest each a group of their own for false alarms. */
export function judgedGroups(names: readonly string[], sides: JudgedSides): Record<string, PerformanceMetric> {
  const headline = headlineOf(names);
  const rest = names.filter((name) => !headline.includes(name));
  const judged = { ...judgedMetrics(headline, sides), ...judgedMetrics(rest, sides) };
  return Object.fromEntries(names.flatMap((name) => (judged[name] === undefined ? [] : [[name, judged[name]]])));
}
