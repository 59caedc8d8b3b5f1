import { testAccount } from '../../../store/src/testRowBatch.ts';
import { untilWritten } from './untilWritten.ts';

/** Waits for a store whose queue changes with time. @returns how long it waited, in milliseconds */
async function waitFor(queueAt: (time: number) => { seen: number; queued: number }): Promise<number> {
  let time = 0;
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  await untilWritten({ account: () => testAccount(0, queueAt(time)) }, { now: () => time, sleep });
  return time;
}

test.each([
  { what: 'nothing is queued', queueAt: () => ({ seen: 5, queued: 0 }), expected: 0 },
  { what: 'the queue is written', queueAt: (time: number) => ({ seen: 5, queued: time < 250 ? 5 : 0 }), expected: 260 },
  {
    what: 'later rows are queued',
    queueAt: (time: number) => ({ seen: 100 + time, queued: time < 90 ? 100 + time : time }),
    expected: 100,
  },
  { what: 'the database is down', queueAt: () => ({ seen: 5, queued: 5 }), expected: 2000 },
])('$what: $expected ms', async ({ queueAt, expected }) => {
  expect(await waitFor(queueAt)).toBe(expected);
});
