import { type PodStatus, podStatusPath } from '@modelmonitor/api';
import { Agent, type Dispatcher } from 'undici';

/** Asks one pod what it has; rejects with a reason a person understands. */
export type AskPod = (address: string, question: { since: number; token: string; signal: AbortSignal }) => Promise<PodStatus>;

/** Longest a pod may take to answer, in milliseconds. */
const patienceMilliseconds = 3000;

/** Largest answer of a pod, in bytes: ten versions with their errors are far below. */
const mostBytes = 64 * 1024;

/**
 * Pods are asked twice a minute: a connection is not kept for that long.
 *
 * @param reach where an address is really reached
 */
export function createPodAsker(reach: (address: string) => string): { ask: AskPod; close(): Promise<void> } {
  const agent = new Agent({ connections: 1, keepAliveTimeout: 1, maxResponseSize: mostBytes, connect: { timeout: patienceMilliseconds } });
  return { ask: asker(agent, reach), close: () => agent.destroy() };
}

function asker(dispatcher: Dispatcher, reach: (address: string) => string): AskPod {
  return async (address, { since, token, signal }) => {
    const deadline = AbortSignal.timeout(patienceMilliseconds);
    try {
      const answer = await dispatcher.request({
        origin: `http://${reach(address)}`,
        path: `${podStatusPath}?since=${since}`,
        method: 'GET',
        headers: { authorization: `Bearer ${token}` },
        reset: true,
        signal: AbortSignal.any([signal, deadline]),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`it answered ${answer.statusCode}`);
      return podStatus(JSON.parse(text));
    } catch (cause) {
      throw new Error(reasonOf(cause as NodeJS.ErrnoException, deadline), { cause });
    }
  };
}

function reasonOf({ code, message }: NodeJS.ErrnoException, deadline: AbortSignal): string {
  if (deadline.aborted) return `it gave no answer within ${patienceMilliseconds / 1000} s`;
  return code === 'ECONNREFUSED' ? 'it refused the connection' : message;
}

/** An answer that is what it should be: a pod may be of another version, or not ours at all. */
function podStatus(answer: unknown): PodStatus {
  const { newRows, firstNewAt, versions } = (answer ?? {}) as Partial<Record<keyof PodStatus, unknown>>;
  const counted = typeof newRows === 'number' && newRows >= 0 && (firstNewAt === null || typeof firstNewAt === 'number');
  if (!counted || !Array.isArray(versions) || !versions.every(isVersion)) throw new Error('it answered with something else than a status');
  return { newRows, firstNewAt, versions };
}

function isVersion(value: unknown): value is PodStatus['versions'][number] {
  const { name, loaded, error } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof loaded === 'boolean' && (error === undefined || typeof error === 'string');
}
