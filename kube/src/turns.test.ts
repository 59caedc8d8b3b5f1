import { createTurns } from './turns.ts';

describe('turns', () => {
  /** Work that ends when it is told to, and says that it began. */
  const works = (count: number) =>
    Array.from({ length: count }, () => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      return { begun: false, promise, resolve, reject };
    });

  test('so many at a time, in the order of the calls', async () => {
    const turns = createTurns(2);
    const all = works(4);
    const begun = () => all.map(({ begun: has }) => has);
    const results = all.map((work) =>
      turns.take(() => {
        work.begun = true;
        return work.promise;
      }),
    );
    await Promise.resolve();
    expect(begun()).toEqual([true, true, false, false]);
    all[1]?.resolve('second');
    await expect(results[1]).resolves.toBe('second');
    expect(begun()).toEqual([true, true, true, false]);
    all[0]?.resolve('first');
    await results[0];
    expect(begun()).toEqual([true, true, true, true]);
  });

  test('what fails gives its turn back', async () => {
    const turns = createTurns(1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.take(async () => 'yes')).resolves.toBe('yes');
  });
});
