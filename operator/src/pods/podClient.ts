import { type PodStatus, podStatusPath } from '@modelmonitor/api';
import { createHttpClient } from '@modelmonitor/http';
import { parsePodStatus } from './podStatus.ts';

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
      return parsePodStatus(body.toString('utf8'));
    },
  };
}
