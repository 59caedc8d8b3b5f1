import { controlPlaneBinaries } from './controlPlaneBinaries.ts';
import { type ControlPlane, type ControlPlaneOptions, startControlPlane } from './startControlPlane.ts';

/** Several control planes run at once: their garbage collector runs twice as often, so that they take less memory. */
const collectOften = { GOGC: '50' };

/** Longest that a control plane may take to start on a busy machine, in milliseconds. */
const startMilliseconds = 120_000;

/**
 * A suite of tests that share a real control plane, started before the first and stopped after the last. Its programs are found, or built,
 * before; without them the suite is skipped with a loud message, and in CI fails.
 *
 * @param what name of the suite
 * @param suite gets a function that gives the control plane, once a test or a hook runs
 * @example
 * await describeWithControlPlane('the definition', {}, (plane) => {
 *   test('is accepted', async () => expect((await plane().client.get('/readyz')).status).toBe(200));
 * });
 */
export async function describeWithControlPlane(
  what: string,
  options: Omit<ControlPlaneOptions, 'binaries'>,
  suite: (plane: () => ControlPlane) => void,
): Promise<void> {
  const binaries = await controlPlaneBinaries({ environment: process.env, write: (text) => process.stderr.write(text), what });
  (binaries === undefined ? describe.skip : describe)(what, () => {
    let running: ControlPlane | undefined;
    beforeAll(async () => {
      if (binaries !== undefined)
        running = await startControlPlane({ binaries, environment: { ...collectOften, ...process.env }, ...options });
    }, startMilliseconds);
    afterAll(() => running?.stop());
    suite(() => {
      if (running === undefined) throw new Error('expected the control plane in tests or hooks only');
      return running;
    });
  });
}
