import type { Report } from '@modelmonitor/api';
import { createDriftRunner } from './driftRunner.ts';

/** A runner whose checks end when the test ends them. */
function controlled() {
  const checks: PromiseWithResolvers<Report>[] = [];
  const rows = { captured: 0 };
  const run = createDriftRunner({
    check: () => {
      const check = Promise.withResolvers<Report>();
      checks.push(check);
      return check.promise;
    },
    capturedRows: () => rows.captured,
  });
  return { checks, rows, run };
}

const report = (run: string) => ({ run }) as Report;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('callers without a new row between them share one check', async () => {
  const { checks, run } = controlled();
  const answers = Promise.all([run(), run(), run()]);
  expect(checks).toHaveLength(1);
  checks[0]?.resolve(report('first'));
  expect(await answers).toEqual([report('first'), report('first'), report('first')]);
});

test('callers with newer rows share the next check, which starts when the first has ended', async () => {
  const { checks, rows, run } = controlled();
  const first = run();
  rows.captured = 10;
  const later = [run(), run()];
  rows.captured = 20;
  later.push(run());
  await settled();
  expect(checks).toHaveLength(1);
  checks[0]?.resolve(report('first'));
  expect(await first).toEqual(report('first'));
  await settled();
  expect(checks).toHaveLength(2);
  checks[1]?.resolve(report('second'));
  expect(await Promise.all(later)).toEqual([report('second'), report('second'), report('second')]);
});

test('a failed check fails only its own callers; those that wait get their own check', async () => {
  const { checks, rows, run } = controlled();
  const first = run();
  rows.captured = 1;
  const second = run();
  checks[0]?.reject(new Error('the disk is full'));
  await expect(first).rejects.toThrow('the disk is full');
  await settled();
  checks[1]?.resolve(report('second'));
  expect(await second).toEqual(report('second'));
});

test('sequential calls each start a check, also after a failure', async () => {
  const { checks, run } = controlled();
  for (const name of ['first', 'second', 'third']) {
    const answer = run();
    if (name === 'second') {
      checks.at(-1)?.reject(new Error(name));
      await expect(answer).rejects.toThrow(name);
    } else {
      checks.at(-1)?.resolve(report(name));
      expect(await answer).toEqual(report(name));
    }
  }
  expect(checks).toHaveLength(3);
});
