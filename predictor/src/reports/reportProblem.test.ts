import type { Report } from '@modelmonitor/api';
import { exampleReport } from '../../../api/src/report/exampleReport.ts';
import { reportProblem } from './reportProblem.ts';

test('a report as it is written can be shown', () => {
  expect(reportProblem(exampleReport())).toBeUndefined();
});

test.each<{ name: string; broken: Record<string, unknown>; problem: string }>([
  { name: 'a feature that is null', broken: { features: { alcohol: null } }, problem: 'it lacks parts of a report' },
  { name: 'no reference', broken: { reference: null }, problem: 'it lacks parts of a report' },
  { name: 'a text as share', broken: { share_drifted_features: '1\nup 0' }, problem: 'its figures are not numbers' },
  { name: 'an object as rows', broken: { reference: { rows: {} } }, problem: 'its figures are not numbers' },
])('$name is not shown', ({ broken, problem }) => {
  expect(reportProblem({ ...exampleReport(), ...broken } as Report)).toBe(problem);
});
