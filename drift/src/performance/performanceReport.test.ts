import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import type { LabelledRows } from './labelledRows.ts';
import { performanceReport } from './performanceReport.ts';
import { simulatedClassification, simulatedRegression, words } from './simulatedRows.ts';

const accepts = new Ajv().compile(reportSchema.properties.performance);

describe('classification', () => {
  const reference = simulatedClassification({ rows: 1000, seed: 1, right: 0.9 });

  test.each([
    { name: 'as good as before', current: simulatedClassification({ rows: 1000, seed: 2, right: 0.9 }), verdict: 'stable' },
    { name: 'much worse', current: simulatedClassification({ rows: 1000, seed: 3, right: 0.7 }), verdict: 'worse' },
    { name: 'much better: never an alarm', current: simulatedClassification({ rows: 1000, seed: 4, right: 0.99 }), verdict: 'better' },
    {
      name: 'worse, but by too little to matter',
      current: simulatedClassification({ rows: 100_000, seed: 5, right: 0.88 }),
      verdict: 'stable',
    },
    {
      name: 'perhaps worse, of too few rows to tell from chance',
      current: simulatedClassification({ rows: 40, seed: 6, right: 0.85 }),
      verdict: 'stable',
    },
  ])('$name: $verdict', ({ current, verdict }) => {
    const bare = ({ target, prediction }: LabelledRows): LabelledRows => ({ target, prediction });
    const report = performanceReport({ task: 'classification', reference: bare(reference), current: bare(current) });
    expect(report?.verdict).toBe(verdict);
    expect(report?.metrics['accuracy']?.verdict).toBe(verdict);
    expect(accepts(report)).toBe(true);
  });

  test('a model compared with itself raises no alarm in twenty runs', () => {
    const verdicts = Array.from({ length: 20 }, (_, run) =>
      performanceReport({
        task: 'classification',
        reference,
        current: simulatedClassification({ rows: 300, seed: 100 + run, right: 0.9 }),
      }),
    ).map((report) => report?.verdict);
    expect(verdicts.filter((verdict) => verdict !== 'stable').length).toBeLessThanOrEqual(2);
  });
});

describe('regression', () => {
  const reference = simulatedRegression({ rows: 500, seed: 1, size: 1 });

  test.each([
    { name: 'errors as before', current: simulatedRegression({ rows: 500, seed: 2, size: 1 }), verdict: 'stable' },
    { name: 'larger errors', current: simulatedRegression({ rows: 500, seed: 3, size: 2 }), verdict: 'worse' },
    { name: 'smaller errors', current: simulatedRegression({ rows: 500, seed: 4, size: 0.5 }), verdict: 'better' },
  ])('$name: $verdict', ({ current, verdict }) => {
    const report = performanceReport({ task: 'regression', reference, current });
    expect(report?.verdict).toBe(verdict);
    expect(accepts(report)).toBe(true);
  });
});

test.each([
  { name: 'no prediction', current: { target: words('y', ['a']), prediction: null } },
  { name: 'no row', current: { target: words('y', []), prediction: words('p', []) } },
  { name: 'no label', current: { target: null, prediction: words('p', ['a']) } },
])('there is no report when the current rows have $name', ({ current }) => {
  for (const task of ['classification', 'regression'] as const) expect(performanceReport({ task, reference: null, current })).toBeNull();
});
