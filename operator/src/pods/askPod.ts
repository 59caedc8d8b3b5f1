import { type PodStatus, podStatusPath } from '@modelmonitor/api';
import { createHttpClient, type HttpClient } from '@modelmonitor/http';

/** Requests the status of one pod; rejects with a reason a person understands. */
export type AskPod = (address: string, question: { since: number; token: string; signal: AbortSignal }) => Promise<PodStatus>;

/** Longest a pod may take to answer, in milliseconds. */
const deadlineMilliseconds = 3000;

/** Largest status of a pod, in bytes: ten versions with their errors are far below. */
const mostBytes = 64 * 1024;

/**
 * Pods are queried twice a minute: a connection is not kept for that long.
 *
 * @param reach where an address is really reached
 */
export function createPodAsker(reach: (address: string) => string): { ask: AskPod; close(): Promise<void> } {
  const client = createHttpClient({ connections: 1, keepAlive: false });
  return { ask: asker(client, reach), close: client.close };
}

function asker(client: HttpClient, reach: (address: string) => string): AskPod {
  return async (address, { since, token, signal }) => {
    const { status, body } = await client.send({
      method: 'GET',
      origin: `http://${reach(address)}`,
      path: `${podStatusPath}?since=${since}`,
      headers: { authorization: `Bearer ${token}` },
      deadlineMilliseconds,
      mostBytes,
      signal,
    });
    if (status !== 200) throw new Error(`it answered ${status}`);
    return podStatus(JSON.parse(body.toString('utf8')));
  };
}

/** A response that is what it should be: a pod may be of another version, or not ours at all. */
function podStatus(response: unknown): PodStatus {
  const { newRows, firstNewAt, versions } = (response ?? {}) as Partial<Record<keyof PodStatus, unknown>>;
  const isCount = typeof newRows === 'number' && newRows >= 0 && (firstNewAt === null || typeof firstNewAt === 'number');
  if (!isCount || !Array.isArray(versions) || !versions.every(isVersion)) throw new Error('it answered with something else than a status');
  return { newRows, firstNewAt, versions };
}

function isVersion(value: unknown): value is PodStatus['versions'][number] {
  const { name, loaded, error } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof loaded === 'boolean' && (error === undefined || typeof error === 'string');
}
