import { StoreRefusedRows, StoreUnavailable } from './errors.ts';
import { measureStore, type StoreCall } from './measureStore.ts';
import type { Store } from './store.ts';

/** A store of which only some methods are called. */
function measured(methods: object) {
  const calls: StoreCall[] = [];
  let now = 0;
  const store = measureStore({ kind: 'postgres', ...methods } as Store, {
    monotonicMilliseconds: () => now,
    report: (call) => calls.push(call),
  });
  return { store, calls, pass: (milliseconds: number) => (now += milliseconds) };
}

test('each call is timed, and reports whether the store was reached', async () => {
  const { store, calls, pass } = measured({
    hasBatch: async () => {
      pass(20);
      return true;
    },
    prepare: () => Promise.reject(new StoreUnavailable('no route')),
    append: () => Promise.reject(new StoreRefusedRows('a text too long')),
  });
  expect([store.kind, await store.hasBatch('w', 1)]).toEqual(['postgres', true]);
  await expect(store.prepare()).rejects.toThrow('no route');
  await expect(store.append({} as Parameters<Store['append']>[0])).rejects.toThrow('a text too long');
  expect(calls).toEqual([
    { name: 'hasBatch', seconds: 0.02, outcome: 'succeeded' },
    { name: 'prepare', seconds: 0, outcome: 'failed' },
    { name: 'append', seconds: 0, outcome: 'refused' },
  ]);
});

test('pages count once, also when a reader stops early', async () => {
  const { store, calls, pass } = measured({
    async *readPages() {
      for (;;) {
        pass(5);
        yield {};
      }
    },
  });
  let pages = 0;
  for await (const _ of store.readPages({})) if (++pages === 3) break;
  expect(calls).toEqual([{ name: 'readPages', seconds: 0.015, outcome: 'succeeded' }]);
});

test('methods are called on the store itself, and closing is no query', async () => {
  const { store, calls } = measured({
    rows: 3,
    async countRows(this: { rows: number }) {
      return this.rows;
    },
    close: async () => undefined,
  });
  expect(await store.countRows({})).toBe(3);
  await store.close();
  expect(calls.map(({ name }) => name)).toEqual(['countRows']);
});
