import type { ObjectClient, RawObject } from '@modelmonitor/kube';
import { type Clock, createOwnWrites, kindOf, type Log } from '@modelmonitor/kube';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { monitorItem } from '../caches/caches.ts';
import { writeStatus } from '../status/writeStatus.ts';
import { statusWithoutOperator } from './claimMonitor.ts';

/** Annotation of the Lease: the namespaces whose monitors are managed, or `*` for all. */
const annotation = 'modelmonitor.dev/namespaces';

/** Which namespaces this operator managed before, as its Lease remembers it. */
export interface ManagedNamespaces {
  /** Annotations for the Lease. */
  readonly annotations: () => Readonly<Record<string, string>>;
  /**
   * Notes in the status of monitors of namespaces that were managed before, and are not now, that nothing manages them any more. What it has no
   * permission for is logged.
   *
   * @param before annotations of the Lease
   */
  releaseOthers(before: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
}

export interface ManagedNamespacesOptions {
  /** Namespaces that are managed; all when undefined. */
  readonly namespaces: readonly string[] | undefined;
  readonly client: Pick<ObjectClient, 'list' | 'apply'>;
  /** This operator: namespace and name of its lease. */
  readonly operator: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createManagedNamespaces({ namespaces, client, operator, clock, log }: ManagedNamespacesOptions): ManagedNamespaces {
  /** Until the others are released the Lease keeps what it says. */
  let isReleased = false;
  const release = async (found: RawObject, signal: AbortSignal) => {
    const item = monitorItem(found);
    if (item.status.operator !== operator) return;
    const message = `operator ${operator} does not manage namespace ${item.namespace} any more; what else the status shows is old`;
    const status = statusWithoutOperator(item.status, { message, generation: item.generation, now: clock.now() });
    const writing = { client, statuses: createOwnWrites<typeof status>(clock), resourceVersion: item.resourceVersion, signal };
    await writeStatus(item, status, writing).catch((error: unknown) => {
      // Deleted, or claimed by another operator.
      if (kindOf(error) !== 'notFound' && kindOf(error) !== 'conflict') throw error;
    });
  };
  const releaseNamespace = async (namespace: string | undefined, signal: AbortSignal) => {
    const found = await client.list(watchedTypes.monitor, { namespace }, { signal });
    for (const one of found) if (!namespaces?.includes(one.metadata.namespace ?? '')) await release(one, signal);
  };
  return {
    annotations: () => (isReleased ? { [annotation]: namespaces?.join(',') ?? '*' } : {}),
    async releaseOthers({ [annotation]: before = '' }, signal) {
      const dropped = namespaces === undefined ? [] : before.split(',').filter((name) => name !== '' && !namespaces.includes(name));
      for (const name of dropped) {
        try {
          await releaseNamespace(name === '*' ? undefined : name, signal);
          log('info', 'a namespace is not managed any more; its monitors say so', { namespace: name });
        } catch (error) {
          if (signal.aborted) return;
          // Without permission that cannot change, and a retry at the next start neither.
          if (kindOf(error) !== 'forbidden' && kindOf(error) !== 'notFound') throw error;
          const reason = (error as Error).message;
          log('warn', 'a namespace is not managed any more, and the status of its monitors remains as it was', { namespace: name, reason });
        }
      }
      isReleased = true;
    },
  };
}
