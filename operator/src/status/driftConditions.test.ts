import { completenessCondition } from './driftConditions.ts';
import { testFacts, testReport } from './testFacts.ts';

test.each([
  { answered: 2, total: 2, texts: [], warnings: 0, is: 'True Complete: run 20260601T110000Z has the rows of every pod, and no warnings' },
  { answered: 2, total: 2, texts: ['a', 'b'], warnings: 3, is: 'True WithWarnings: run 20260601T110000Z has 3 warnings: a; b and 1 more' },
  { answered: 1, total: 2, texts: ['a'], warnings: 1, is: 'False PodsMissing: 1 of 2 pods gave no rows in run 20260601T110000Z: a' },
])('a report with $answered of $total pods and $warnings warnings', ({ answered, total, texts, warnings, is }) => {
  const facts = testReport({ pods: { answered, total }, warnings: { total: warnings, texts } });
  const report = { facts, unreadable: undefined, failure: undefined };
  const { status, reason, message } = completenessCondition(testFacts({ report }));
  expect(`${status} ${reason}: ${message}`).toBe(is);
});

test('rows of a table are of no pod', () => {
  const report = { facts: testReport({ pods: null }), unreadable: undefined, failure: undefined };
  expect(completenessCondition(testFacts({ report })).reason).toBe('Complete');
});
