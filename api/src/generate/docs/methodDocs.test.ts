import { columnMethods } from '../../generated/driftMethods.ts';
import { modelFormats } from '../../generated/modelFormats.ts';
import { performanceMetrics } from '../../generated/performanceMetrics.ts';
import { qualityTests } from '../../generated/qualityChecks.ts';
import { methodDocs } from './methodDocs.ts';

test.each([...columnMethods, ...qualityTests, ...Object.keys(performanceMetrics), ...Object.keys(modelFormats)])(
  '%s is documented once',
  (name) => {
    expect(methodDocs().split(`\n| \`${name}\` |`)).toHaveLength(2);
  },
);

test('a method is described with its default threshold, and on which side drift is', () => {
  expect(methodDocs()).toContain(
    '| `ks` | Kolmogorov–Smirnov test | numeric | largest difference of the distribution functions | p ≤ 0.05 | K-S p_value |',
  );
});
