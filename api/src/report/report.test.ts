import { Ajv } from 'ajv';
import { exampleColumn, exampleReport } from './exampleReport.ts';
import { reportSchema } from './report.ts';
import { runName } from './runName.ts';

const ajv = new Ajv({ formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } });
const accepts = ajv.compile(reportSchema);

test.each([
  { name: 'a report of a monitor', report: exampleReport(), accepted: true },
  { name: 'a report on two files', report: exampleReport({ monitor: null, model: null, prediction: null }), accepted: true },
  {
    name: 'a report without a verdict',
    report: exampleReport({ verdict: 'unknown', reason: 'too few rows', dataset_drift: null, share_drifted_features: null, level: null }),
    accepted: true,
  },
  { name: 'a column without a score', report: exampleReport({ features: { ash: exampleColumn({ score: null }) } }), accepted: true },
  { name: 'a report of another version', report: { ...exampleReport(), schemaVersion: 2 }, accepted: false },
  { name: 'a verdict there is not', report: { ...exampleReport(), verdict: 'fine' }, accepted: false },
  { name: 'a run that is no name', report: exampleReport({ run: '../report' }), accepted: false },
  { name: 'a NaN', report: exampleReport({ share_drifted_features: Number.NaN }), accepted: false },
  { name: 'an infinite score', report: exampleReport({ features: { ash: exampleColumn({ score: Infinity }) } }), accepted: false },
])('$name: accepted is $accepted', ({ report, accepted }) => {
  expect(accepts(report)).toBe(accepted);
});

test.each([
  { time: '2026-01-02T03:04:05.678Z', run: '20260102t030405678z' },
  { time: '1970-01-01T00:00:00.000Z', run: '19700101t000000000z' },
  { time: '2026-01-02T03:04:05.678+02:00', run: '20260102t010405678z' },
])('the run of $time is $run', ({ time, run }) => {
  expect(runName(new Date(time))).toBe(run);
  expect(accepts(exampleReport({ run }))).toBe(true);
});

test('runs sort by their time', () => {
  const times = [0, 999, 1_000, 86_400_000, 1_800_000_000_000];
  expect(times.map((time) => runName(new Date(time))).sort()).toEqual(times.map((time) => runName(new Date(time))));
});
