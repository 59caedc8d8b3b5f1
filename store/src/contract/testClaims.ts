import type { CurrentStore } from './currentStore.ts';

/** Work that one process does at a time. */
export function testClaims({ store, connect }: CurrentStore): void {
  const claim = (holder: string, until: number, now: number, name = 'retention') => store().claim({ name, holder, until }, now);

  test('a claim has one holder until it ends', async () => {
    expect(await claim('a', 100, 10)).toBe(true);
    expect(await claim('b', 200, 50)).toBe(false);
    expect(await claim('b', 200, 50, 'other')).toBe(true);
    expect(await claim('a', 150, 60)).toBe(true);
    expect(await claim('b', 200, 149)).toBe(false);
    expect(await claim('b', 200, 150)).toBe(true);
    expect(await claim('a', 300, 160)).toBe(false);
    expect(await store().readClaims()).toEqual([
      { name: 'other', holder: 'b', until: 200 },
      { name: 'retention', holder: 'b', until: 200 },
    ]);
  });

  test('a holder ends its claim early, for others to take it', async () => {
    await claim('a', 100, 10);
    await claim('a', 20, 20);
    expect(await claim('b', 300, 20)).toBe(true);
  });

  test('one of several connections gets a claim', async () => {
    const others = await Promise.all([connect(), connect(), connect()]);
    const taken = await Promise.all([store(), ...others].map((one, place) => one.claim({ name: 'x', holder: `h${place}`, until: 9 }, 1)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    for (const other of others) await other.close();
  });
}
