import type { MonitorStatus } from '@modelmonitor/api';
import type { ObjectClient, OwnWrites } from '@modelmonitor/kube';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { MonitorItem } from '../caches/caches.ts';

const statusManager = 'modelmonitor-status';

export interface StatusWriting {
  readonly client: Pick<ObjectClient, 'apply'>;
  /** Statuses this process wrote. */
  readonly statuses: OwnWrites<MonitorStatus>;
  /** Version that the monitor must still have. */
  readonly resourceVersion?: string;
  readonly signal: AbortSignal;
}

/** Writes the status of a monitor. @throws ApiError of kind conflict where it has another version */
export async function writeStatus(
  { name, namespace, key, generation }: Pick<MonitorItem, 'name' | 'namespace' | 'key' | 'generation'>,
  status: MonitorStatus,
  { client, statuses, resourceVersion, signal }: StatusWriting,
): Promise<void> {
  const { apiVersion, kind } = watchedTypes.monitor;
  const metadata = { name, namespace, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  await statuses.write(key, { content: status, owner: key, ownerGeneration: generation }, () =>
    client.apply(
      watchedTypes.monitor,
      { apiVersion, kind, metadata, status },
      { fieldManager: statusManager, subresource: 'status', signal },
    ),
  );
}
