import {
  ApiError,
  type Clock,
  createTokenBucket,
  eventType,
  type Log,
  type ObjectClient,
  type RawObject,
  type ResourceType,
} from '@modelmonitor/kube';
import { mountText, runText } from './eventTexts.ts';
import { isBeingCreated, isReady, type PodCause, podCause } from './podCause.ts';

export const podType: ResourceType = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };

/**
 * Finds out why pods do not become ready: reads pods and events of one monitor on demand, at a bounded rate. Nothing is kept but the last
 * result for monitors whose pods are not ready.
 */
export interface CauseReader {
  /** Why pods are not ready; undefined when nothing is known, or all is in order. @param template label of the pods of the current template */
  ofPods(
    key: string,
    query: { readonly labelSelector: string; readonly template: string },
    signal: AbortSignal,
  ): Promise<PodCause | undefined>;
  /** Why a run does not start, or failed; undefined when nothing is known. */
  ofRun(key: string, run: RunQuery, signal: AbortSignal): Promise<string | undefined>;
  /** Milliseconds after which the causes of a monitor should be read again; undefined when none were read. */
  readAgain(key: string): number | undefined;
  /** The pods of a monitor are ready, or it is gone. */
  forget(key: string): void;
}

/** Which objects are listed. */
interface Query {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

interface RunQuery {
  readonly name: string;
  readonly uid: string;
  /** Whether its pod should have started by now. */
  readonly isLate: boolean;
}

export interface CauseReaderOptions {
  readonly client: Pick<ObjectClient, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Requests per second over all monitors, and in a burst. */
const bounds = { perSecond: 10, burst: 30 };

/** Requests that the causes of one monitor usually take. */
const requestsPerMonitor = 2;

/** How soon a result is read again, in milliseconds: the first time, and at the latest unless very many monitors wait. */
const again = { least: 1500, most: 300_000 };

/** Objects that are read at once, and their size together: any tenant may label pods as those of a monitor. */
const most = { limit: '20', mostBytes: 1024 * 1024 };

/** How long a pod may wait for its volumes before its events are read, in milliseconds. */
const mountMilliseconds = 10_000;

/** Too many requests were sent a moment ago. */
class SpentError extends Error {}

export function createCauseReader({ client, clock, log }: CauseReaderOptions): CauseReader {
  const troubled = new Map<string, { readonly since: number; readonly results: Map<string, { at: number; cause: unknown }> }>();
  let isReported = false;
  const list = boundedList(client, clock);
  const events = (key: string, uid: string | undefined, signal: AbortSignal) =>
    list(eventType, key, { fieldSelector: `regarding.uid=${uid},type=Warning`, signal });
  /** Reads, unless that was done a moment ago or too many requests were: then the last result counts. */
  const remember = async <Cause>(key: string, what: string, read: () => Promise<Cause | undefined>): Promise<Cause | undefined> => {
    const { results } = troubled.get(key) ?? setNew(troubled, key, { since: clock.monotonic(), results: new Map() });
    const last = results.get(what) as { at: number; cause: Cause | undefined } | undefined;
    if (last !== undefined && clock.monotonic() - last.at < again.least) return last.cause;
    const keep = (cause: Cause | undefined) => setNew(results, what, { at: clock.monotonic(), cause }).cause;
    try {
      return keep(await read());
    } catch (error) {
      if (error instanceof SpentError) return last?.cause;
      if (!(error instanceof ApiError)) throw error;
      if (!isReported) log('warn', 'why pods are not ready could not be read', { reason: error.message });
      isReported = true;
      return keep(last?.cause);
    }
  };
  const ofList = async (key: string, query: Query, signal: AbortSignal): Promise<PodCause | undefined> => {
    const pods = notReady(await list(podType, key, { ...query, signal }));
    const cause = pods.map((pod) => podCause(pod, clock.now())).find((found) => found !== undefined);
    const stuck = pods.find((pod) => isBeingCreated(pod) && ageOf(pod, clock) > mountMilliseconds);
    if (cause !== undefined || stuck === undefined) return cause;
    const message = mountText(await events(key, stuck.metadata.uid, signal));
    return message === undefined ? undefined : { reason: 'FailedMount', message: `pod ${stuck.metadata.name}: ${message}` };
  };
  return {
    // Only some pods of a list are read: first those that wait, of all the monitor's, then the newest ones, which may start and fail.
    ofPods: (key, { labelSelector, template }, signal) =>
      remember(
        key,
        '',
        async () =>
          (await ofList(key, { labelSelector, fieldSelector: 'status.phase=Pending' }, signal)) ??
          (await ofList(key, { labelSelector: `${labelSelector},${template}` }, signal)),
      ),
    ofRun: (key, { name, uid, isLate }, signal) =>
      remember(key, name, async () => {
        const text = runText(await events(key, uid, signal));
        if (text !== undefined || !isLate) return text;
        const cause = await ofList(key, { labelSelector: `batch.kubernetes.io/job-name=${name}` }, signal);
        return cause === undefined ? undefined : `${cause.reason}: ${cause.message}`;
      }),
    readAgain(key) {
      const found = troubled.get(key);
      if (found === undefined) return undefined;
      const grown = Math.min(again.most, (clock.monotonic() - found.since) / 4);
      return Math.max(2000, grown, ((troubled.size * requestsPerMonitor) / bounds.perSecond) * 1000);
    },
    forget: (key) => void troubled.delete(key),
  };
}

/** Lists a few objects of a monitor's namespace. @throws SpentError, ApiError */
function boundedList(client: CauseReaderOptions['client'], clock: Clock) {
  const budget = createTokenBucket(clock, bounds);
  return async (type: ResourceType, key: string, query: Query & { signal: AbortSignal }): Promise<readonly RawObject[]> => {
    if (!budget.tryTake()) throw new SpentError();
    // Each request counts, so none is repeated; a failed one is sent when the causes are read again.
    return client.list(type, { namespace: key.split('/')[0] }, { ...most, ...query, once: true });
  };
}

function setNew<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  map.set(key, value);
  return value;
}

/** Pods that are not ready, the newest first. */
function notReady(pods: readonly RawObject[]): RawObject[] {
  const creation = ({ metadata }: RawObject) => metadata.creationTimestamp ?? '';
  return pods.filter((pod) => !isReady(pod)).sort((a, b) => (creation(a) < creation(b) ? 1 : -1));
}

function ageOf({ metadata }: RawObject, clock: Clock): number {
  return clock.now() - Date.parse(metadata.creationTimestamp ?? '');
}
