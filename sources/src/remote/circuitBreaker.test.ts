import { circuitBreaker } from './circuitBreaker.ts';

function breakerAt(check?: () => Promise<boolean>) {
  const state = { now: 0, waiting: 0 };
  const breaker = circuitBreaker({ server: 'http://peer', now: () => state.now, waiting: () => state.waiting, check });
  const admitted = () => {
    try {
      breaker.admit();
      return true;
    } catch {
      return false;
    }
  };
  return { ...breaker, state, admitted };
}

test('nothing listens: the first failure stops calls, and one call is let through after each, ever longer, pause', () => {
  const { state, admitted, recordFailure, recordSuccess, isOpen } = breakerAt();
  recordFailure(true);
  expect([isOpen(), admitted()]).toEqual([true, false]);
  state.now = 499;
  expect(admitted()).toBe(false);
  state.now = 500;
  expect([admitted(), admitted()]).toEqual([true, false]);
  recordFailure(true);
  state.now = 1499;
  expect(admitted()).toBe(false);
  state.now = 1500;
  expect(admitted()).toBe(true);
  recordSuccess();
  expect([isOpen(), admitted(), admitted()]).toEqual([false, true, true]);
});

test('failures of other kinds stop calls only when there are five in a row', () => {
  const { admitted, recordFailure, recordSuccess } = breakerAt();
  for (let call = 0; call < 4; call++) recordFailure(false);
  recordSuccess();
  for (let call = 0; call < 4; call++) recordFailure(false);
  expect(admitted()).toBe(true);
  recordFailure(false);
  expect(admitted()).toBe(false);
});

test('failures of calls that started before do not lengthen the pause', () => {
  const { state, admitted, recordFailure } = breakerAt();
  for (let call = 0; call < 20; call++) recordFailure(true);
  state.now = 500;
  expect(admitted()).toBe(true);
});

test('the message names the server, and the time until the next try', () => {
  const { recordFailure, admit } = breakerAt();
  recordFailure(true);
  expect(admit).toThrow(expect.objectContaining({ message: 'http://peer does not answer', kind: 'unavailable', retryAfterSeconds: 1 }));
});

test.each([
  { health: 'well', isWell: true, open: false },
  { health: 'silent too', isWell: false, open: true },
])('a server that is silent while calls wait is checked: it is $health', async ({ isWell, open }) => {
  let checks = 0;
  const { state, admitted, isOpen } = breakerAt(async () => {
    checks++;
    return isWell;
  });
  admitted();
  state.waiting = 1;
  state.now = 499;
  admitted();
  expect(checks).toBe(0);
  state.now = 500;
  admitted();
  admitted();
  await Promise.resolve();
  await Promise.resolve();
  expect([checks, isOpen()]).toEqual([1, open]);
});
