import { exampleReport } from './exampleReport.ts';
import { parseReport } from './parseReport.ts';

const { run } = exampleReport();

test.each([{ under: run }, { under: undefined }])('a report stored under $under comes back', ({ under }) => {
  expect(parseReport(JSON.stringify(exampleReport()), under)).toEqual(exampleReport());
});

const without = (name: string) => JSON.stringify({ ...exampleReport(), [name]: undefined });

test.each([
  { name: 'nothing', text: undefined, reason: 'there is none' },
  { name: 'a torn report', text: JSON.stringify(exampleReport()).slice(0, 200), reason: 'it is not JSON' },
  { name: 'a list', text: '[]', reason: 'it is not a drift report' },
  { name: 'null', text: 'null', reason: 'it is not a drift report' },
  { name: 'a report of another version', text: '{"schemaVersion":2}', reason: 'its schemaVersion has to be 1, got 2' },
  { name: 'a version that is no number', text: '{"schemaVersion":"1"}', reason: 'its schemaVersion has to be 1, got "1"' },
  {
    name: 'a report of another run',
    text: JSON.stringify(exampleReport({ run: '20270102t030405678z' })),
    reason: 'its run has to be the name it is stored under',
  },
  { name: 'a report without a run', text: without('run'), reason: 'it lacks the name of its run' },
  { name: 'a run that is no name', text: JSON.stringify(exampleReport({ run: '../x' })), reason: 'it lacks the name of its run' },
  { name: 'a report without a verdict', text: without('verdict'), reason: 'it lacks its outcome' },
  { name: 'a report without features', text: without('features'), reason: 'it lacks its outcome' },
])('$name: $reason', ({ text, reason }) => {
  expect(parseReport(text, run)).toBe(reason);
});
