import { parser } from '@prometheus-io/lezer-promql';
import { driftMetrics } from './driftMetrics.ts';
import { livePsi } from './livePsi.ts';
import { predictorMetrics } from './predictorMetrics.ts';

/** Text of every node of a kind in an expression, by Prometheus' own grammar. */
function nodesOf(expression: string, isSelected: (kind: string) => boolean): string[] {
  const found: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (isSelected(name)) found.push(`${name}: ${expression.slice(from, to)}`);
    },
  });
  return found;
}

test('the live PSI is one PromQL expression', () => {
  expect(nodesOf(livePsi, (kind) => kind === '⚠')).toEqual([]);
  expect(nodesOf(livePsi, (kind) => kind === 'PromQL')).toHaveLength(1);
});

test('the grammar would notice if it were not', () => {
  expect(nodesOf(`${livePsi} where live = 1`, (kind) => kind === '⚠')).not.toEqual([]);
});

test('the live PSI reads only metrics of the catalogue', () => {
  const known = [...Object.values(predictorMetrics), ...Object.values(driftMetrics)].map(({ name }) => `VectorSelector: ${name}`);
  const read = new Set(nodesOf(livePsi, (kind) => kind === 'VectorSelector'));
  expect(read.size).toBe(2);
  expect(known).toEqual(expect.arrayContaining([...read]));
});
