import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import { fullReport } from '../../../report/src/html/fullReport.ts';
import { reportPages } from '../reports/reportPages.ts';
import { withoutDistributions } from './withoutDistributions.ts';

const isReport = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(reportSchema);

test('what is left is a report with the same outcome, and a page can be made of it', () => {
  const report = fullReport();
  const slim = withoutDistributions(report);
  expect(isReport(slim)).toBe(true);
  const outcome = ({ features }: typeof report) =>
    Object.entries(features).map(([name, { reference, current, ...rest }]) => [name, rest, reference.rows, current.rows]);
  expect(outcome(slim)).toEqual(outcome(report));
  expect(JSON.stringify(slim).length).toBeLessThan(JSON.stringify(report).length);
  expect(reportPages(slim).drift).toContain('proline');
});
