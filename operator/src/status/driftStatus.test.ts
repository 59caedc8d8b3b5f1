import type { MonitorStatus } from '@modelmonitor/api';
import { driftStatus } from './driftStatus.ts';
import type { Facts } from './facts.ts';
import { failedJob, noon, testFacts, testReport } from './testFacts.ts';

const nothing: Facts['report'] = { facts: undefined, unreadable: undefined, failure: undefined };
const minute = 60_000;

const run = (hour: number, verdict: 'drifted' | 'stable') => ({
  ...testReport({ verdict, run: `20260601T${hour}0000Z`, timestamp: `2026-06-01T${hour}:00:00.000Z` }),
  drifted: verdict === 'drifted' ? ['alcohol'] : [],
});

/** The drift status after these reports, one after the other. */
function after(reports: readonly ReturnType<typeof run>[], drift: object = {}): NonNullable<MonitorStatus['drift']> {
  return reports.reduce<NonNullable<MonitorStatus['drift']>>(
    (previous, facts) => driftStatus(testFacts({ spec: { drift }, previous: { drift: previous }, report: { ...nothing, facts } })),
    {},
  );
}

test('without a report what was known stays, and nothing has failed', () => {
  expect(driftStatus(testFacts())).toEqual({ failures: 0 });
  expect(driftStatus(testFacts({ previous: { drift: { verdict: 'stable', failures: 2 } } }))).toEqual({ verdict: 'stable', failures: 2 });
});

test('the history holds each run once, the newest first, up to its limit', () => {
  const reports = [run(10, 'stable'), run(11, 'stable'), run(11, 'drifted'), run(12, 'stable')];
  const { history } = after(reports, { history: 2 });
  expect(history?.map(({ run: name, verdict, drifted }) => [name, verdict, drifted])).toEqual([
    ['20260601T120000Z', 'stable', 0],
    ['20260601T110000Z', 'drifted', 1],
  ]);
});

test('runs are in the order in which they came, whatever the clock of their node', () => {
  const { history, lastRunTime } = after([run(23, 'stable'), run(11, 'stable'), run(12, 'drifted')], { history: 2 });
  expect(history?.map(({ run: name }) => name)).toEqual(['20260601T120000Z', '20260601T110000Z']);
  expect(lastRunTime).toBe('2026-06-01T12:00:00.000Z');
});

test('looks at the same rows confirm nothing, and push no other run out of the history', () => {
  const at = (hour: number, verdict: 'drifted' | 'stable', newestRow: string) => ({ ...run(hour, verdict), newestRow });
  const [night, day] = ['2026-06-01T03:00:00.000Z', '2026-06-01T10:00:00.000Z'];
  const settings = { history: 3, confirmation: { runs: 2, of: 3 } };
  const looks = [at(10, 'drifted', night), at(11, 'drifted', day), at(12, 'drifted', day), at(13, 'drifted', day), at(14, 'drifted', day)];
  expect(after(looks.slice(1), settings).confirmed).toBe('stable');
  const { confirmed, history } = after(looks, settings);
  expect([confirmed, history?.map(({ newestRow }) => newestRow)]).toEqual(['drifted', [day, day, night]]);
});

test('a drift is since the run that confirmed it, and over once it is no longer confirmed', () => {
  const drifted = [run(10, 'drifted'), run(11, 'drifted')];
  expect(after(drifted)).toMatchObject({ confirmed: 'drifted', since: '20260601T100000Z', lastRunTime: '2026-06-01T11:00:00.000Z' });
  expect(after([...drifted, run(12, 'stable')])).not.toHaveProperty('since');
});

test('a share is rounded to what a column shows', () => {
  expect(driftStatus(testFacts({ report: { ...nothing, facts: testReport({ share: 1 / 3 }) } })).share).toBe(0.3333);
});

describe('failures', () => {
  const counted = (rest: Parameters<typeof testFacts>[0]) => driftStatus(testFacts(rest));

  test('each failed job is counted once', () => {
    const jobs = [failedJob('wine-drift-1', noon - 2 * minute), failedJob('wine-drift-2', noon - minute)];
    const first = counted({ jobs });
    expect(first).toMatchObject({ failures: 2, lastFailure: { run: 'wine-drift-2', time: '2026-06-01T11:59:00.000Z' } });
    expect(counted({ jobs, previous: { drift: first } })).toEqual(first);
    const third = failedJob('wine-drift-3', noon);
    expect(counted({ jobs: [...jobs, third], previous: { drift: first } })).toMatchObject({
      failures: 3,
      lastFailure: { run: 'wine-drift-3' },
    });
  });

  test('the message is the reason that the job wrote, or else where to find it', () => {
    const jobs = [failedJob('wine-drift-1', noon)];
    const why = { time: new Date(noon).toISOString(), message: 'the reference has no rows' };
    expect(counted({ jobs, report: { ...nothing, failure: why } }).lastFailure?.message).toBe('the reference has no rows');
    const before = { ...why, time: new Date(noon - 10 * minute).toISOString() };
    expect(counted({ jobs, report: { ...nothing, failure: before } }).lastFailure?.message).toBe(
      'BackoffLimitExceeded; see kubectl logs job/wine-drift-1',
    );
  });

  test('a run that fails within a second of a report is newer than the report, although the times of Jobs have no fractions', () => {
    const jobs = [failedJob('wine-drift-1', noon)];
    const failure = { time: new Date(noon + 650).toISOString(), message: 'the reference has no rows' };
    const facts = testReport({ timestamp: new Date(noon + 131).toISOString() });
    const failed = counted({ jobs, report: { ...nothing, facts, failure } });
    expect(failed).toMatchObject({ failures: 1, lastFailure: { time: failure.time } });
    expect(Date.parse(failed.lastFailure?.time ?? '')).toBeGreaterThan(Date.parse(failed.lastRunTime ?? ''));
    expect(counted({ jobs, report: { ...nothing, facts, failure }, previous: { drift: failed } })).toEqual(failed);
  });

  test('a run whose Job ended seconds after it wrote why it failed is counted once', () => {
    const jobs = [failedJob('wine-drift-1', noon)];
    const failure = { time: new Date(noon - 2350).toISOString(), message: 'the reference has no rows' };
    const failed = counted({ jobs, report: { ...nothing, failure } });
    expect(failed).toMatchObject({ failures: 1, lastFailure: { run: 'wine-drift-1', message: failure.message } });
    expect(counted({ jobs, report: { ...nothing, failure }, previous: { drift: failed } })).toEqual(failed);
  });

  test('a report that cannot be read is counted once, and again when it cannot be read for another reason', () => {
    const report = { ...nothing, unreadable: 'it is no JSON' };
    const first = counted({ report });
    expect(first).toMatchObject({ failures: 1, lastFailure: { run: 'report', message: 'it is no JSON' } });
    expect(counted({ report, previous: { drift: first }, now: noon + minute })).toEqual(first);
    expect(counted({ report: { ...report, unreadable: 'it is cut off' }, previous: { drift: first } }).failures).toBe(2);
  });

  test('a report of a named run that cannot be read is counted once, also beside a Job that failed, and that of the next run again', () => {
    const report = { ...nothing, unreadable: 'it is no JSON', unreadableRun: '20260601t110000000z' };
    const first = counted({ report });
    expect(first).toMatchObject({ failures: 1, lastFailure: { run: 'report', time: '2026-06-01T11:00:00.000Z' } });
    const jobs = [failedJob('wine-drift-1', noon - minute)];
    const second = counted({ report, jobs, previous: { drift: first } });
    expect(second).toMatchObject({ failures: 2, lastFailure: { run: 'wine-drift-1' } });
    expect(counted({ report, jobs, previous: { drift: second } })).toEqual(second);
    const next = { ...report, unreadableRun: '20260601t115930000z' };
    expect(counted({ report: next, jobs, previous: { drift: second } })).toMatchObject({ failures: 3, lastFailure: { run: 'report' } });
    expect(counted({ report: { ...next, unreadableRun: '20260601t115930001z' }, previous: { drift: second } }).failures).toBe(3);
  });
});
