import bcrypt from 'bcryptjs';
import { bcryptThread } from './bcryptThread.ts';

test('a comparison that comes while an idle thread ends has its result', async () => {
  const hash = bcrypt.hashSync('right', 4);
  const compare = bcryptThread(20);
  const results: boolean[] = [];
  // The thread ends 20 ms after a comparison; the next one comes just before, meanwhile, and just after.
  for (let pause = 16; pause < 26; pause += 0.25) {
    results.push(await compare('right', hash), await compare('wrong', hash));
    const next = performance.now() + pause;
    while (performance.now() < next) await new Promise(setImmediate);
  }
  expect(results).toEqual(Array.from({ length: 40 }, () => [true, false]).flat());
});
