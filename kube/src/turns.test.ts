import { createTurns } from './turns.ts';

describe('turns', () => {
  /** Work that ends when the test ends it, and shows that it started. */
  const works = (count: number) =>
    Array.from({ length: count }, () => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      return { started: false, promise, resolve, reject };
    });

  test('limits work at the same time, in the order of the calls', async () => {
    const turns = createTurns(2);
    const all = works(4);
    const started = () => all.map(({ started: has }) => has);
    const results = all.map((work) =>
      turns.take(() => {
        work.started = true;
        return work.promise;
      }),
    );
    await Promise.resolve();
    expect(started()).toEqual([true, true, false, false]);
    all[1]?.resolve('second');
    await expect(results[1]).resolves.toBe('second');
    expect(started()).toEqual([true, true, true, false]);
    all[0]?.resolve('first');
    await results[0];
    expect(started()).toEqual([true, true, true, true]);
  });

  test('work that fails returns its turn', async () => {
    const turns = createTurns(1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.take(async () => 'yes')).resolves.toBe('yes');
  });
});
