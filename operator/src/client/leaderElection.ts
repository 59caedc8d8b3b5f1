import type { Clock } from '../clock.ts';
import { kindOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { microTime } from './microTime.ts';
import type { ObjectClient } from './objectClient.ts';
import type { RawObject } from './rawObject.ts';
import type { ResourceType } from './resourceType.ts';

/** The spec of a Lease. */
interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

export interface LeaderElectionOptions {
  readonly client: Pick<ObjectClient, 'get' | 'create' | 'replace'>;
  readonly namespace: string;
  /** Name of the Lease. */
  readonly name: string;
  /** Name of this process, different from every other's. */
  readonly identity: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

export interface LeaderElection {
  readonly leading: () => boolean;
  /** Contends for the lease until the signal aborts; leads, again and again, while it is held; releases it once `lead` has ended. */
  run(lead: Lead, signal: AbortSignal): Promise<void>;
}

/** What a leader does until it is told to stop, or fenced: the lease is lost, or could be, and from then on nothing may be written. */
type Lead = (signals: { readonly stop: AbortSignal; readonly fence: AbortSignal }) => Promise<void>;

/** client-go's times, in milliseconds. Who leads stops by itself well before anyone else may take over. */
const leaseMilliseconds = 15_000;
const renewMilliseconds = 10_000;
const retryMilliseconds = 2000;

export const leaseType: ResourceType = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', plural: 'leases' };

export function createLeaderElection(options: LeaderElectionOptions): LeaderElection {
  const { clock, random, log, identity } = options;
  let leading = false;
  const lease = createLease(options);
  const pause = (signal: AbortSignal) => clock.sleep(retryMilliseconds * (1 + 0.2 * random()), signal);
  /** Renews until the lease is lost or the work is over. */
  const keep = async (fence: AbortController, over: AbortSignal) => {
    let renewedAt = clock.monotonic();
    while (!over.aborted) {
      const left = renewedAt + renewMilliseconds - clock.monotonic();
      // A renewal under way when the time is over does not count: the fence does not wait for its answer.
      const asked = clock.monotonic();
      const timer = new AbortController();
      const late = clock.sleep(left, AbortSignal.any([over, timer.signal])).then(() => 'late' as const);
      const outcome = await Promise.race([lease.take(fence.signal), late]);
      timer.abort();
      if (outcome === 'held') renewedAt = asked;
      else if (outcome === 'taken' || clock.monotonic() - renewedAt >= renewMilliseconds) break;
      await pause(over);
    }
    if (!over.aborted) log('warn', 'the lease was lost; standing by');
    fence.abort();
  };
  return {
    leading: () => leading,
    async run(lead, signal) {
      while (!signal.aborted) {
        if ((await lease.take(signal)) !== 'held') {
          await pause(signal);
          continue;
        }
        log('info', 'leading', { identity });
        leading = true;
        const fence = new AbortController();
        const over = new AbortController();
        const keeping = keep(fence, over.signal);
        try {
          await lead({ stop: signal, fence: fence.signal });
        } finally {
          leading = false;
          over.abort();
          await keeping;
          await lease.release();
        }
      }
    },
  };
}

/** One process's view of the lease. */
function createLease({ client, namespace, name, identity, clock, log }: LeaderElectionOptions) {
  /** The lease as last seen to change, and when that was by this process's own clock: other clocks are not trusted. */
  let seen: { version: string; at: number } | undefined;
  const read = () => client.get(leaseType, { namespace, name });
  const spec = (before: LeaseSpec | undefined): LeaseSpec => {
    const now = microTime(clock.now());
    const mine = before?.holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: leaseMilliseconds / 1000,
      acquireTime: mine ? (before.acquireTime ?? now) : now,
      renewTime: now,
      leaseTransitions: (before?.leaseTransitions ?? 0) + (mine || before === undefined ? 0 : 1),
    };
  };
  const attempt = async (signal: AbortSignal): Promise<'held' | 'taken'> => {
    const object = { apiVersion: leaseType.apiVersion, kind: leaseType.kind, metadata: { namespace, name } };
    const found = await read().catch((error: unknown) => {
      if (kindOf(error) === 'notFound') return undefined;
      throw error;
    });
    if (found === undefined) {
      await client.create(leaseType, { ...object, spec: spec(undefined) }, { fieldManager: 'modelmonitor-leader', signal });
      return 'held';
    }
    const before = found['spec'] as LeaseSpec;
    const version = found.metadata.resourceVersion ?? '';
    if (seen?.version !== version) seen = { version, at: clock.monotonic() };
    const duration = (before.leaseDurationSeconds ?? leaseMilliseconds / 1000) * 1000;
    const free = !before.holderIdentity || before.holderIdentity === identity || clock.monotonic() - seen.at >= duration;
    if (!free) return 'taken';
    await client.replace(leaseType, { ...found, spec: spec(before) }, signal);
    return 'held';
  };
  return {
    /** Takes or renews the lease. @returns `failed` when it cannot be told */
    async take(signal: AbortSignal): Promise<'held' | 'taken' | 'failed'> {
      try {
        return await attempt(signal);
      } catch (error) {
        // Somebody else was faster.
        if (kindOf(error) === 'conflict') return 'failed';
        if (!signal.aborted) log('warn', 'the lease could not be renewed', { reason: (error as Error).message });
        return 'failed';
      }
    },
    /** Lets the next one take over at once. */
    async release(): Promise<void> {
      const found = await read().catch(() => undefined);
      if ((found?.['spec'] as LeaseSpec | undefined)?.holderIdentity !== identity) return;
      await client.replace(leaseType, { ...(found as RawObject), spec: released(found?.['spec'] as LeaseSpec) }).catch(() => undefined);
    },
  };
}

function released(spec: LeaseSpec): LeaseSpec {
  return { ...spec, holderIdentity: '', leaseDurationSeconds: 1 };
}
