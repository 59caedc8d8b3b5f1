import { join } from 'node:path';
import type { Store } from '@modelmonitor/store';
import { createTestCheck, keepRows, now, openTestFile, type TestCheck } from './testStoredCheck.ts';
import { testRows } from './testStoredRows.ts';

let check: TestCheck;
let store: Store;
const path = () => join(check.directory, 'p.sqlite');

beforeEach(async () => {
  check = createTestCheck();
  check.configure();
  store = await openTestFile(path());
});
afterEach(async () => {
  await store.close();
  await check.remove();
});

test('a check saves what the reference lets expect of each day, and its report has performance over time', async () => {
  await keepRows(store, testRows(2000, { end: now - 60_000 }));
  const late = { now: 1e14, dayDelay: 0, turn: async () => {} };
  for (let done = 1; done > 0; ) done = await store.updatePerformance(late);
  const report = await check.report(['--store', `file:${path()}`]);
  const history = report.performance_history;
  expect(history?.periods.length).toBeGreaterThan(1);
  const day = history?.periods.find(({ estimated }) => estimated !== undefined);
  expect(day?.estimated).toMatchObject({ method: 'cbpe', metrics: { accuracy: { value: expect.any(Number) } } });
  expect(Object.keys(day?.metrics ?? {}).every((name) => history?.headline.includes(name))).toBe(true);
  expect(history?.versions['v1']?.baseline?.from).toBe('reference');
  const stored = await store.readPerformance({ by: 'day' });
  expect(stored.versions['v1']?.baseline?.rows).toBe(report.performance?.rows.reference);
});

test('a store without figures yet leaves the section out', async () => {
  await keepRows(store, testRows(200, { end: now - 60_000 }));
  const report = await check.report(['--store', `file:${path()}`]);
  expect(report.performance_history).toBeUndefined();
});
