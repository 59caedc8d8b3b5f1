import type { Clock } from './clock.ts';
import { ignoreMissing, kindOf } from './errors.ts';
import type { Log } from './log.ts';
import { microTime } from './microTime.ts';
import type { ObjectClient } from './objectClient.ts';
import type { ResourceType } from './pathOf.ts';
import type { RawObject } from './rawObject.ts';

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
  readonly fieldManager: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Annotations to write on the Lease, each time it is renewed; others on it are kept. */
  readonly annotations?: () => Readonly<Record<string, string>>;
}

export interface LeaderElection {
  /** Annotations that the Lease had when it was last read. */
  readonly annotations: () => Readonly<Record<string, string>>;
  /**
   * Whether this process leads, and renewed the lease so recently that no other process can hold it. To be called right before every write: a
   * process that was suspended does not notice, and its timers fire after the work it had in hand.
   */
  readonly mayWrite: () => boolean;
  /** Contends for the lease until the signal aborts; calls `lead` whenever it is acquired, and releases it once `lead` has ended. */
  run(lead: Lead, signal: AbortSignal): Promise<void>;
}

/** The work of a leader, until `stop` aborts, or `fence`: the lease is lost, or may be, and nothing may be written any more. */
type Lead = (signals: { readonly stop: AbortSignal; readonly fence: AbortSignal }) => Promise<void>;

/** client-go's times, in milliseconds. A leader stops by itself well before another process may acquire the lease. */
const leaseMilliseconds = 15_000;
const renewMilliseconds = 10_000;
const retryMilliseconds = 2000;

/** How often a standby reads the lease, in milliseconds: a released lease is acquired within that time. */
const standbyMilliseconds = 1000;

/** Time limit of one try, in milliseconds: it leaves time for another one over a new connection. */
const tryMilliseconds = 4000;

export const leaseType: ResourceType = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', plural: 'leases' };

export function createLeaderElection(options: LeaderElectionOptions): LeaderElection {
  const { clock, random, log, identity } = options;
  let leading = false;
  const lease = createLease(options);
  const remaining = () => lease.renewedAt() + renewMilliseconds - clock.monotonic();
  const withJitter = (milliseconds: number) => milliseconds * (1 + 0.2 * random());
  /** Renews the lease until it is lost or the work is over. */
  const keep = async (fence: AbortController, over: AbortSignal) => {
    while (!over.aborted && remaining() > 0) {
      // A renewal that is still under way at the end of the time does not count: the fence does not wait for its response.
      const timer = new AbortController();
      const late = clock.sleep(remaining(), AbortSignal.any([over, timer.signal]));
      const outcome = await Promise.race([lease.take(fence.signal), late]);
      timer.abort();
      if (outcome === 'taken') break;
      await clock.sleep(Math.max(0, Math.min(remaining(), withJitter(retryMilliseconds))), over);
    }
    if (!over.aborted) log('warn', 'the lease was lost; standing by');
    fence.abort();
  };
  return {
    annotations: lease.annotations,
    mayWrite: () => leading && remaining() > 0,
    async run(lead, signal) {
      while (!signal.aborted) {
        if ((await lease.take(signal)) !== 'held') {
          await clock.sleep(withJitter(standbyMilliseconds), signal);
          continue;
        }
        log('info', 'leading', { identity });
        leading = true;
        const [fence, over] = [new AbortController(), new AbortController()];
        const keeping = keep(fence, over.signal);
        try {
          await lead({ stop: signal, fence: fence.signal });
        } finally {
          leading = false;
          const lost = fence.signal.aborted;
          over.abort();
          await keeping;
          if (!lost) await lease.release();
        }
      }
    },
  };
}

/** One process's view of the lease. */
function createLease(options: LeaderElectionOptions) {
  const { client, namespace, name, identity, clock, log } = options;
  /** The newest known version of the lease, and when it was first seen by the clock of this process: other clocks are not trusted. */
  let seen: { version: string; at: number; holder: string | undefined } | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let annotations: Readonly<Record<string, string>> = {};
  const read = (signal: AbortSignal) => client.get(leaseType, { namespace, name }, signal);
  const attempt = async (signal: AbortSignal): Promise<'held' | 'taken'> => {
    const object = { apiVersion: leaseType.apiVersion, kind: leaseType.kind, metadata: { namespace, name } };
    const found = await read(signal).catch(ignoreMissing);
    const sinceSeen = seen === undefined ? Number.POSITIVE_INFINITY : clock.monotonic() - seen.at;
    if (found === undefined) {
      // The holder of a lease that was deleted does not know it yet, and creates it again.
      if (seen?.holder && seen.holder !== identity && sinceSeen < leaseMilliseconds) return 'taken';
      const created = { ...withAnnotations(object, options), spec: specOfHolder(options, undefined) };
      await client.create(leaseType, created, { fieldManager: options.fieldManager, signal });
      return 'held';
    }
    const before = found['spec'] as LeaseSpec;
    const { holderIdentity: holder, leaseDurationSeconds = leaseMilliseconds / 1000 } = before;
    const version = found.metadata.resourceVersion ?? '';
    const isNews = seen?.version !== version;
    if (isNews) seen = { version, at: clock.monotonic(), holder };
    if (holder && holder !== identity && (isNews || sinceSeen < leaseDurationSeconds * 1000)) return 'taken';
    annotations = found.metadata.annotations ?? {};
    await client.replace(leaseType, { ...withAnnotations(found, options), spec: specOfHolder(options, before) }, signal);
    return 'held';
  };
  return {
    annotations: () => annotations,
    /** When the newest renewal was sent, by the monotonic clock. */
    renewedAt: () => renewedAt,
    /** Acquires or renews the lease. @returns `failed` when the result is not known */
    async take(signal: AbortSignal): Promise<'held' | 'taken' | 'failed'> {
      const sentAt = clock.monotonic();
      try {
        const outcome = await within(tryMilliseconds, { clock, signal, act: attempt });
        if (outcome === 'held') renewedAt = sentAt;
        return outcome;
      } catch (error) {
        // Another process was faster.
        if (kindOf(error) === 'conflict') return 'failed';
        if (!signal.aborted) log('warn', 'the lease could not be renewed', { reason: (error as Error).message });
        return 'failed';
      }
    },
    /** Releases the lease, so that another process acquires it at once. */
    async release(): Promise<void> {
      const give = async (signal: AbortSignal) => {
        const found = await read(signal);
        const before = found['spec'] as LeaseSpec;
        if (before.holderIdentity === identity)
          await client.replace(leaseType, { ...withAnnotations(found, options), spec: specOfRelease(before) }, signal);
      };
      await within(tryMilliseconds, { clock, signal: new AbortController().signal, act: give }).catch(() => undefined);
    },
  };
}

function withAnnotations({ metadata, ...lease }: RawObject, { annotations }: LeaderElectionOptions): RawObject {
  return { ...lease, metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations?.() } } };
}

/** Aborts an action that takes too long. */
async function within<Result>(
  milliseconds: number,
  { clock, signal, act }: { clock: Clock; signal: AbortSignal; act: (signal: AbortSignal) => Promise<Result> },
): Promise<Result> {
  const [late, done] = [new AbortController(), new AbortController()];
  void clock.sleep(milliseconds, done.signal).then(() => late.abort(new Error(`no response within ${milliseconds} ms`)));
  try {
    return await act(AbortSignal.any([signal, late.signal]));
  } finally {
    done.abort();
  }
}

function specOfHolder({ identity, clock }: LeaderElectionOptions, before: LeaseSpec | undefined): LeaseSpec {
  const now = microTime(clock.now());
  const mine = before?.holderIdentity === identity;
  return {
    holderIdentity: identity,
    leaseDurationSeconds: leaseMilliseconds / 1000,
    acquireTime: mine ? (before.acquireTime ?? now) : now,
    renewTime: now,
    leaseTransitions: (before?.leaseTransitions ?? 0) + (mine || before === undefined ? 0 : 1),
  };
}

function specOfRelease(spec: LeaseSpec): LeaseSpec {
  return { ...spec, holderIdentity: '', leaseDurationSeconds: 1 };
}
