import { ProblemError } from '../../problem.ts';
import { createVerificationQueue } from './verificationQueue.ts';

test('work runs one at a time, in order, and a failure does not stop the rest', async () => {
  const queue = createVerificationQueue(10);
  const log: string[] = [];
  const work = (name: string, fails = false) =>
    queue(async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([work('a'), work('b', true), work('c')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
});

test('work beyond the running one and the queue is refused with 429 until there is room', async () => {
  const queue = createVerificationQueue(2);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const accepted = [1, 2, 3].map(() => queue(() => gate));
  const refused = queue(() => gate);
  await expect(refused).rejects.toThrow(ProblemError);
  await expect(refused).rejects.toMatchObject({ kind: 'too_many_requests', headers: { 'Retry-After': '1' } });
  open();
  await Promise.all(accepted);
  await expect(queue(async () => 'room')).resolves.toBe('room');
});
