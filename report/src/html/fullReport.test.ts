import { reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import { fullReport } from './fullReport.ts';

const ajv = new Ajv({ formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } });

test('the full report of the tests is valid', () => {
  const accepts = ajv.compile(reportSchema);
  accepts(JSON.parse(JSON.stringify(fullReport())));
  expect(accepts.errors).toBeNull();
});

test('every verdict of a column occurs', () => {
  const verdicts = new Set(Object.values(fullReport().features).map(({ verdict }) => verdict));
  expect([...verdicts].sort()).toEqual(['constant', 'drifted', 'empty', 'ignored', 'new', 'stable', 'unknown', 'vanished']);
});
