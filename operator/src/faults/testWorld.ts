import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { worldProblems } from './worldProblems.ts';

/** Monitors of a test, and a client that changes them and their objects without a proxy. */
export interface TestWorld {
  /** `NAMESPACE/NAME` of the monitors that should exist. */
  readonly monitors: readonly string[];
  /** Creates more monitors. */
  create(count: number): Promise<void>;
  /** Creates, edits, deletes and replaces monitors, and deletes, changes and disowns objects of other monitors: different ones each time. */
  disturb(): Promise<void>;
  /**
   * Waits until every monitor has its objects and its status, and no other objects exist.
   *
   * @returns milliseconds it took
   * @throws Error with the remaining problems, after 60 s
   */
  converged(after: string): Promise<number>;
}

/** Time within which everything has to be repaired, in milliseconds. */
const patienceMilliseconds = 60_000;

export interface TestWorldOptions {
  readonly name: string;
  readonly garbageCollected?: boolean;
}

/** Creates an empty world: two namespaces. */
export async function createTestWorld(plane: ControlPlane, { name, garbageCollected = false }: TestWorldOptions): Promise<TestWorld> {
  const spaces = await Promise.all([`${name}-a`, `${name}-b`].map((namespace) => createTestNamespace(plane, namespace)));
  const problems = await worldProblems(plane, { namespaces: spaces.map((space) => space.name), garbageCollected });
  const monitors: Monitor[] = [];
  let created = 0;
  const create = async (count: number) => {
    const fresh = Array.from({ length: count }, (): Monitor => {
      created++;
      return { space: spaces[created % 2] as TestNamespace, name: `m${created}`, changes: 0 };
    });
    await Promise.all(fresh.map(({ space, name: own }) => space.create(testMonitor(own))));
    monitors.push(...fresh);
  };
  return {
    get monitors() {
      return monitors.map(({ space, name: own }) => `${space.name}/${own}`);
    },
    create,
    async disturb() {
      // The oldest go, and each is changed in turn.
      const going = monitors.splice(0, 3);
      const [replaced, edited, rest] = [monitors.slice(0, 2), monitors.slice(2, 7), monitors.slice(7)];
      monitors.push(...monitors.splice(0, 7));
      await Promise.all([
        ...going.map(({ space, name: own }) => space.remove(`modelmonitors/${own}`)),
        ...replaced.map(replace),
        ...edited.map(edit),
        ...meddlings.map((meddling, at) => meddle(plane, rest[at] as Monitor, meddling)),
        create(3),
      ]);
    },
    async converged(after) {
      const startedAt = performance.now();
      for (;;) {
        // An API server that has just started does not serve everything yet.
        const found = await problems().catch((error: Error) => [error.message]);
        const took = performance.now() - startedAt;
        if (found.length === 0 && monitors.length > 0) {
          process.stderr.write(`${after}: ${monitors.length} monitors are in their expected state ${(took / 1000).toFixed(1)} s later\n`);
          return took;
        }
        if (took > patienceMilliseconds) throw new Error(`after ${after}, 60 s later:\n${found.slice(0, 20).join('\n')}`);
        await sleep(250);
      }
    },
  };
}

interface Monitor {
  readonly space: TestNamespace;
  readonly name: string;
  changes: number;
}

async function edit(monitor: Monitor): Promise<void> {
  monitor.changes++;
  const spec = { drift: { share: 0.1 + 0.01 * monitor.changes }, serving: { replicas: 1 + (monitor.changes % 3) } };
  await monitor.space.patch(`modelmonitors/${monitor.name}`, { spec });
}

async function replace({ space, name }: Monitor): Promise<void> {
  await space.remove(`modelmonitors/${name}`);
  await space.create(testMonitor(name, { serving: { replicas: 2 } }));
}

/** A change to an object of a monitor, or its deletion when there is no change. */
interface Meddling {
  readonly of: (name: string) => string;
  readonly change?: object;
}

const meddlings: readonly Meddling[] = [
  { of: (name) => `deployments/${name}` },
  { of: (name) => `configmaps/${name}-monitor` },
  { of: (name) => `cronjobs/${name}-drift` },
  { of: (name) => `serviceaccounts/${name}-drift` },
  { of: (name) => `services/${name}` },
  { of: (name) => `roles/${name}-drift` },
  { of: (name) => `deployments/${name}`, change: { spec: { replicas: 9 } } },
  { of: (name) => `cronjobs/${name}-drift`, change: { spec: { schedule: '0 0 1 1 *' } } },
  { of: (name) => `roles/${name}-drift`, change: { rules: [] } },
  { of: (name) => `networkpolicies/${name}-drift`, change: { spec: { egress: [{}] } } },
  { of: (name) => `services/${name}`, change: { metadata: { ownerReferences: null } } },
  { of: (name) => `configmaps/${name}-drift`, change: { metadata: { labels: null } } },
];

/** Changes or deletes an object, if it exists: it may have been deleted before and not be back yet. */
async function meddle({ client }: ControlPlane, { space, name }: Monitor, { of, change }: Meddling): Promise<void> {
  const path = space.path(of(name));
  const { status, body } = await (change === undefined ? client.delete(path) : client.patch(path, change));
  if (status >= 300 && status !== 404) throw new Error(`${path}: ${status} ${body.message}`);
}
