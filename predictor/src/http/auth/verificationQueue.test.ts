import { ProblemError } from '../../problem.ts';
import { createVerificationQueue } from './verificationQueue.ts';

const claimant = (address: string, user = 'ann', isGone = () => false) => ({ address, user, isGone });

/** A queue whose work ends when it is let go, and the order in which it ran. */
function heldQueue(bounds = { most: 12, perAddress: 6, perUser: 3 }) {
  const queue = createVerificationQueue(bounds);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const log: string[] = [];
  const send = (address: string, user: string, name: string, isGone = () => false) =>
    queue(claimant(address, user, isGone), async () => {
      log.push(name);
      await gate;
      return name;
    }).catch((error: ProblemError) => `${name}: ${error.kind}`);
  return { send, open, log };
}

test('work runs one at a time, in order, and a failure does not stop the rest', async () => {
  const queue = createVerificationQueue();
  const log: string[] = [];
  const work = (name: string, fails = false) =>
    queue(claimant('a'), async () => {
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

test('beyond the bounds work is refused with 429 until there is room', async () => {
  const queue = createVerificationQueue({ most: 2, perAddress: 2, perUser: 2 });
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const accepted = [1, 2, 3].map(() => queue(claimant('a'), () => gate));
  const refused = queue(claimant('a'), () => gate);
  await expect(refused).rejects.toThrow(ProblemError);
  await expect(refused).rejects.toMatchObject({ kind: 'too_many_requests', headers: { 'Retry-After': '1' } });
  open();
  await Promise.all(accepted);
  await expect(queue(claimant('a'), async () => 'room')).resolves.toBe('room');
});

test('addresses take turns, and users of an address do', async () => {
  const { send, open, log } = heldQueue();
  const sent = [send('a', 'eve', 'first'), send('a', 'eve', 'a1'), send('a', 'eve', 'a2'), send('a', 'bob', 'bob'), send('b', 'eve', 'b1')];
  open();
  await Promise.all(sent);
  expect(log).toEqual(['first', 'a1', 'b1', 'bob', 'a2']);
});

test('a flood on some users leaves room for another user, even where other addresses fill the queue', async () => {
  const { send, open, log } = heldQueue();
  const flood = Array.from({ length: 100 }, (_, guess) => send('a', `user ${guess % 2}`, `guess ${guess}`));
  const elsewhere = Array.from({ length: 20 }, (_, guess) => send(`net ${guess % 2}`, `user ${guess}`, `other ${guess}`));
  const right = send('a', 'bob', 'bob');
  open();
  expect(await right).toBe('bob');
  const refused = (await Promise.all([...flood, ...elsewhere])).filter((outcome) => outcome.endsWith('too_many_requests'));
  expect([refused.length, log.length]).toEqual([108, 13]);
});

test('a flood from many addresses leaves room for one more', async () => {
  const { send, open, log } = heldQueue();
  const flood = Array.from({ length: 300 }, (_, guess) => send(`net ${guess % 9}`, `user ${guess}`, `guess ${guess}`));
  const right = send('b', 'user 1', 'right');
  open();
  expect(await right).toBe('right');
  await Promise.all(flood);
  expect(log.indexOf('right')).toBeLessThanOrEqual(10);
});

test('what no one waits for any more is not computed', async () => {
  const { send, open, log } = heldQueue();
  const sent = [send('a', 'ann', 'running'), send('a', 'ann', 'left', () => true), send('a', 'ann', 'stays')];
  open();
  expect(await Promise.all(sent)).toEqual(['running', 'left: client_closed', 'stays']);
  expect(log).toEqual(['running', 'stays']);
});
