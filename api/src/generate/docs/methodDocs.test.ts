import { columnMethods } from '../../generated/driftMethods.ts';
import { methodDocs } from './methodDocs.ts';

test('every method is documented once', () => {
  for (const method of columnMethods) expect(methodDocs().split(`\n| \`${method}\` |`)).toHaveLength(2);
});

test('a method is described with its default threshold, and on which side drift is', () => {
  expect(methodDocs()).toContain(
    '| `ks` | Kolmogorov–Smirnov test | numeric | largest difference of the distribution functions | p ≤ 0.05 | K-S p_value |',
  );
});
