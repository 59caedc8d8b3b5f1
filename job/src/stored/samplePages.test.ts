import { openStore, type Store } from '@modelmonitor/store';
import { samplePages } from './samplePages.ts';
import { createTestCheck, keepRows, now, type TestCheck } from './testStoredCheck.ts';
import { testRows } from './testStoredRows.ts';

let check: TestCheck;
let store: Store;

beforeAll(async () => {
  check = createTestCheck();
  const settings = { kind: 'file', path: `${check.directory}/p.sqlite`, monitor: { namespace: 'default', name: 'wine' } } as const;
  store = await openStore(settings, { now: () => now, log: () => undefined });
  await keepRows(store, testRows(4000, { end: now }));
});
afterAll(async () => {
  await store.close();
  await check.remove();
});

/** Seconds before the end of each sampled row. */
async function ages(rows: number, mostRead: number): Promise<number[]> {
  const found: number[] = [];
  for await (const page of samplePages(store, { range: { from: now - 4_000_000 }, of: 4000, rows, mostRead }))
    found.push(...Array.from(page.times, (time) => (now - time) / 1000));
  return found;
}

const tenths = (sampled: readonly number[]) =>
  Array.from({ length: 10 }, (_, tenth) => sampled.filter((age) => Math.ceil(age / 400) === tenth + 1).length);

test('a sample has exactly as many rows, oldest first, from everywhere, and is the same in every run', async () => {
  const sampled = await ages(500, 10_000);
  expect(sampled).toHaveLength(500);
  expect(sampled).toEqual(sampled.toSorted((one, other) => other - one));
  expect(new Set(sampled).size).toBe(500);
  for (const count of tenths(sampled)) expect(Math.abs(count - 50)).toBeLessThan(21);
  expect(await ages(500, 10_000)).toEqual(sampled);
});

test('of more rows than are read, consecutive ones of two hundred parts are taken', async () => {
  const sampled = await ages(1000, 1000);
  expect(sampled).toEqual(sampled.toSorted((one, other) => other - one));
  expect(new Set(sampled).size).toBe(sampled.length);
  expect(Math.abs(sampled.length - 1000)).toBeLessThanOrEqual(15);
  for (const count of tenths(sampled)) expect(Math.abs(count - 100)).toBeLessThan(10);
});

test('of fewer rows all are taken', async () => {
  expect(await ages(4000, 10_000)).toHaveLength(4000);
});
