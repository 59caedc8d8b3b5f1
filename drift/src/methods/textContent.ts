import { ksTwoSample } from '@modelmonitor/stats';
import { textProperties, textPropertyNames } from '@modelmonitor/tables';
import type { MethodDescriptor } from './methodDescriptor.ts';

/**
 * Whether texts are built differently. Kolmogorov–Smirnov tests of their lengths and of their shares of letters, digits and white space; the
 * statistic is the largest, the p-value the smallest of the four after Bonferroni's correction. New texts alone are no drift: names and
 * messages are always new.
 */
export const textContent: MethodDescriptor = {
  name: 'text',
  takes: 'texts',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: false,
  statisticIsEffect: true,
  words: {
    title: 'Text properties, Kolmogorov–Smirnov',
    score: 'p-value',
    about: 'lengths, and shares of letters, digits and white space',
  },
  evidently: 'Percentile text content drift',
  compare: (pair) => {
    const [reference, current] = [textProperties(pair.reference), textProperties(pair.current)];
    const tests = textPropertyNames.map((name) => ksTwoSample(reference[name], current[name]));
    return {
      statistic: Math.max(...tests.map(({ statistic }) => statistic)),
      pValue: Math.min(1, textPropertyNames.length * Math.min(...tests.map(({ pValue }) => pValue))),
    };
  },
};
