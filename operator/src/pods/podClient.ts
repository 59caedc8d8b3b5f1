import { type PodStatus, podStatusPath } from '@modelmonitor/api';
import { createHttpClient } from '@modelmonitor/http';

/** Requests the status of one pod; rejects with a reason for the status of the monitor. */
export type QueryPod = (address: string, query: { since: number; token: string; signal: AbortSignal }) => Promise<PodStatus>;

/** Longest a pod may take to respond, in milliseconds. */
const deadlineMilliseconds = 3000;

/** Largest status of a pod, in bytes: ten versions with their errors are far below. */
const mostBytes = 64 * 1024;

/**
 * Pods are queried twice per minute: connections are not kept for that long.
 *
 * @param reach maps the address of a pod to a reachable one
 */
export function createPodClient(reach: (address: string) => string): { readonly query: QueryPod; close(): Promise<void> } {
  const client = createHttpClient({ connections: 1, keepAlive: false });
  return {
    close: client.close,
    async query(address, { since, token, signal }) {
      const { status, body } = await client.send({
        method: 'GET',
        origin: `http://${reach(address)}`,
        path: `${podStatusPath}?since=${since}`,
        headers: { authorization: `Bearer ${token}` },
        deadlineMilliseconds,
        mostBytes,
        signal,
      });
      if (status !== 200) throw new Error(`it responded with ${status}`);
      return parseStatus(body.toString('utf8'));
    },
  };
}

/** @throws Error for anything but a status: the pod may be of another version, or of another program */
function parseStatus(text: string): PodStatus {
  const { newRows, firstNewAt, versions, store } = (JSON.parse(text) ?? {}) as Partial<Record<keyof PodStatus, unknown>>;
  const isCount = typeof newRows === 'number' && newRows >= 0 && (firstNewAt === null || typeof firstNewAt === 'number');
  if (!isCount || !Array.isArray(versions) || !versions.every(isVersion))
    throw new Error('expected the status of a pod, got something else');
  return { newRows, firstNewAt, versions, ...storeOf(store) };
}

/** What the pod reports of its store; nothing where it reports none. */
function storeOf(value: unknown): Pick<PodStatus, 'store'> {
  const { connected, reason } = (value ?? {}) as Record<string, unknown>;
  if (typeof connected !== 'boolean') return {};
  return { store: { connected, ...(typeof reason === 'string' ? { reason } : {}) } };
}

function isVersion(value: unknown): value is PodStatus['versions'][number] {
  const { name, loaded, error } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof loaded === 'boolean' && (error === undefined || typeof error === 'string');
}
