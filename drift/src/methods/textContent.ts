import { ksTwoSample } from '@modelmonitor/stats';
import { type TextProperties, textPropertyNames } from '@modelmonitor/tables';
import type { MethodResult } from './methodResult.ts';

/**
 * `text`: whether texts are made differently. Kolmogorov–Smirnov tests of their lengths and of their shares of letters, digits and white
 * space; the statistic is the largest, the p-value the smallest of the four after Bonferroni's correction. New texts alone are no drift:
 * names and messages are always new.
 */
export function textContent(reference: TextProperties, current: TextProperties): MethodResult {
  const tests = textPropertyNames.map((name) => ksTwoSample(reference[name], current[name]));
  return {
    statistic: Math.max(...tests.map(({ statistic }) => statistic)),
    pValue: Math.min(1, textPropertyNames.length * Math.min(...tests.map(({ pValue }) => pValue))),
  };
}
