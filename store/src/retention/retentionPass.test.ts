import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store.ts';
import { testRowBatch } from '../testRowBatch.ts';
import { dayMilliseconds, dayOf } from './day.ts';
import { type RetentionOptions, retentionPass } from './retentionPass.ts';

const today = dayOf(Date.UTC(2026, 10, 30)).from;
let directory: string;
let path: string;
let store: Store;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'retention-'));
  path = join(directory, 'rows.sqlite');
  store = createSqliteStore(
    { kind: 'file', path, monitor: { namespace: 'default', name: 'wine' } },
    { now: () => today, log: () => undefined },
  );
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

/** Rows at noon of days before today; 0 is today. */
async function storeDays(...ages: readonly number[]): Promise<void> {
  for (const age of ages) await storeRows(today - age * dayMilliseconds + dayMilliseconds / 2, 100);
}

let batches = 0;
async function storeRows(time: number, rows: number): Promise<void> {
  await store.append(
    testRowBatch(
      Array.from({ length: rows }, (_, number) => ({ time, number })),
      { number: ++batches, series: `s${batches}` },
    ),
  );
}

/** Ages of the days that have rows. */
async function storedDays(): Promise<number[]> {
  const ages = new Set<number>();
  for await (const { times } of store.readPages({})) for (const time of times) ages.add((today - dayOf(time).from) / dayMilliseconds);
  return [...ages];
}

const noon = today + dayMilliseconds / 2;
const pass = (options: Partial<RetentionOptions> = {}) =>
  retentionPass({
    store,
    bounds: { milliseconds: 3 * dayMilliseconds, maxBytes: undefined },
    holder: 'a',
    now: () => noon,
    ...options,
  });

test('a pass drops the oldest day that is older than the retention, and no other', async () => {
  await storeDays(6, 5, 4, 3, 2, 0);
  expect(await pass()).toEqual({ dropped: [{ day: '2026-11-24', rows: 100, reason: 'age' }], waiting: [] });
  expect(await storedDays()).toEqual([5, 4, 3, 2, 0]);
  await pass();
  await pass();
  expect(await pass()).toEqual({ dropped: [], waiting: [] });
  expect(await storedDays()).toEqual([3, 2, 0]);
});

test.each([
  { name: 'set back by a year', now: noon - 365 * dayMilliseconds, left: [6, 5, 0] },
  { name: 'set forward by a year, before a row was predicted', now: noon + 365 * dayMilliseconds, left: [5, 0] },
])('a clock that is $name drops one day at most, and none that is young by its rows', async ({ now, left }) => {
  await storeDays(6, 5, 0);
  await pass({ now: () => now });
  expect(await storedDays()).toEqual(left);
});

test('rows from a clock that was set forward cost a day per pass, not all days', async () => {
  await storeDays(2, 1, 0);
  await storeRows(noon + 365 * dayMilliseconds, 5);
  await pass({ now: () => noon + 365 * dayMilliseconds });
  expect(await storedDays()).toEqual([1, 0, -365]);
  // The clock is right again.
  await pass();
  expect(await storedDays()).toEqual([1, 0, -365]);
});

test('days are dropped until the rest fits, but for the newest, and the file shrinks', async () => {
  for (const age of [4, 3, 2, 1, 0]) await storeRows(today - age * dayMilliseconds, 20_000);
  const before = (await store.health()).bytes ?? 0;
  const sizeBefore = (await stat(path)).size;
  const outcome = await pass({ bounds: { milliseconds: 30 * dayMilliseconds, maxBytes: before / 2 } });
  expect(outcome.dropped.map(({ day, reason }) => `${day} ${reason}`)).toEqual([
    '2026-11-26 space',
    '2026-11-27 space',
    '2026-11-28 space',
  ]);
  expect(await storedDays()).toEqual([1, 0]);
  await store.close();
  expect((await stat(path)).size).toBeLessThan(sizeBefore / 2 + 100_000);
  const { waiting } = await pass({ bounds: { milliseconds: 30 * dayMilliseconds, maxBytes: 1000 } });
  expect(await storedDays()).toEqual([0]);
  expect(waiting).toEqual(['the newest day alone takes more space than the store may']);
});

test('a full disk costs the oldest day', async () => {
  await storeDays(2, 1, 0);
  await pass({ isFull: true });
  expect(await storedDays()).toEqual([1, 0]);
});

describe('with an archive', () => {
  test('a day is archived before it is dropped', async () => {
    await storeDays(5, 0);
    const archived: string[] = [];
    const archive = async (day: { name: string }) => {
      archived.push(`${day.name}, stored: ${await storedDays()}`);
      return 100;
    };
    await pass({ archive });
    expect(archived).toEqual(['2026-11-25, stored: 5,0']);
    expect(await storedDays()).toEqual([0]);
  });

  test('a day that could not be archived stays', async () => {
    await storeDays(5, 0);
    const archive = () => Promise.reject(new Error('the bucket is gone'));
    await expect(pass({ archive, isFull: true, bounds: { milliseconds: 1, maxBytes: 1 } })).rejects.toThrow('the bucket is gone');
    expect(await storedDays()).toEqual([5, 0]);
    expect((await store.readClaims()).every(({ until }) => until <= noon)).toBe(true);
  });

  test('a day that got rows while it was archived stays until the next pass', async () => {
    await storeDays(5, 0);
    const archive = async () => {
      await storeDays(5);
      return 100;
    };
    const { dropped, waiting } = await pass({ archive });
    expect(dropped).toEqual([]);
    expect(waiting).toEqual(['2026-11-25 is not dropped: rows arrived while it was archived (100 archived, 200 stored)']);
    expect(await storedDays()).toEqual([5, 0]);
  });
});

test('one process drops days at a time, and another goes on when it was killed', async () => {
  await storeDays(6, 5, 0);
  const killed = { name: 'retention', holder: 'b', until: noon + 1000 };
  await store.claim(killed, noon);
  expect(await pass()).toEqual({ dropped: [], waiting: ['another process is dropping days'] });
  expect((await pass({ now: () => noon + 1001 })).dropped).toHaveLength(1);
});

test('a claim of a process whose clock was ahead does not last', async () => {
  await storeDays(6, 0);
  await store.claim({ name: 'retention', holder: 'b', until: noon + 365 * dayMilliseconds }, noon);
  expect((await pass()).dropped).toHaveLength(1);
});

test('while restored days are held no day is dropped by age, but for space', async () => {
  await storeDays(9, 8, 0);
  await store.claim({ name: 'restored 2026-11-21', holder: 'log restore', until: noon + 1000 }, noon);
  expect(await pass()).toEqual({
    dropped: [],
    waiting: [`no day is dropped by age until ${new Date(noon + 1000).toISOString()}: 2026-11-21 restored`],
  });
  expect((await pass({ bounds: { milliseconds: dayMilliseconds, maxBytes: 1 } })).dropped).toHaveLength(2);
  expect(await storedDays()).toEqual([0]);
});

test('labels without rows are dropped with their age', async () => {
  await storeDays(0);
  await store.addLabels({ ids: ['unknown'], actuals: ['red'], time: today - 9 * dayMilliseconds, source: 'test' });
  expect((await store.health()).waitingLabels).toBe(1);
  await pass();
  expect((await store.health()).waitingLabels).toBe(0);
});
