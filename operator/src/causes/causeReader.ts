import {
  ApiError,
  type Clock,
  createTokenBucket,
  eventType,
  type Log,
  type ObjectClient,
  type RawObject,
  type ResourceType,
  type TokenBucket,
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

/** Lists some objects of a kind. */
type List = (type: ResourceType, query: Query) => Promise<readonly RawObject[]>;

/** What is read of a monitor: its pods, or a run by its name. */
interface Reading {
  readonly key: string;
  readonly what: string;
  readonly signal: AbortSignal;
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

export function createCauseReader({ client, clock, log }: CauseReaderOptions): CauseReader {
  const troubled = new Map<string, { readonly since: number; readonly results: Map<string, { at: number; cause: unknown }> }>();
  const budget = createTokenBucket(clock, bounds);
  /** Time that the requests for all monitors take, in milliseconds: until then, those that were read leave the others their turn. */
  const roundMilliseconds = () => ((troubled.size * requestsPerMonitor) / bounds.perSecond) * 1000;
  let isReported = false;
  /** Reads, unless that was done a moment ago or too many requests were sent: then the last result counts. */
  const remember = async <Cause>({ key, what, signal }: Reading, read: (list: List) => Promise<Cause | undefined>) => {
    const { results } = troubled.get(key) ?? setNew(troubled, key, { since: clock.monotonic(), results: new Map() });
    const last = results.get(what) as { at: number; cause: Cause | undefined } | undefined;
    if (last !== undefined && clock.monotonic() - last.at < Math.max(again.least, roundMilliseconds())) return last.cause;
    if (!budget.tryTake()) return last?.cause;
    const keep = (cause: Cause | undefined) => setNew(results, what, { at: clock.monotonic(), cause }).cause;
    try {
      return keep(await read(listOf({ client, budget, key, signal })));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!isReported) log('warn', 'why pods are not ready could not be read', { reason: error.message });
      isReported = true;
      return keep(last?.cause);
    }
  };
  const ofList = async (list: List, query: Query): Promise<PodCause | undefined> => {
    const pods = notReady(await list(podType, query));
    const cause = pods.map((pod) => podCause(pod, clock.now())).find((found) => found !== undefined);
    const stuck = pods.find((pod) => isBeingCreated(pod) && ageOf(pod, clock) > mountMilliseconds);
    if (cause !== undefined || stuck === undefined) return cause;
    const message = mountText(await list(eventType, eventsOf(stuck.metadata.uid)));
    return message === undefined ? undefined : { reason: 'FailedMount', message: `pod ${stuck.metadata.name}: ${message}` };
  };
  return {
    // Only some pods of a list are read: first those that wait, of all the monitor's, then the newest ones, which may start and fail.
    ofPods: (key, { labelSelector, template }, signal) =>
      remember(
        { key, what: '', signal },
        async (list) =>
          (await ofList(list, { labelSelector, fieldSelector: 'status.phase=Pending' })) ??
          (await ofList(list, { labelSelector: `${labelSelector},${template}` })),
      ),
    ofRun: (key, { name, uid, isLate }, signal) =>
      remember({ key, what: name, signal }, async (list) => {
        const text = runText(await list(eventType, eventsOf(uid)));
        if (text !== undefined || !isLate) return text;
        const cause = await ofList(list, { labelSelector: `batch.kubernetes.io/job-name=${name}` });
        return cause === undefined ? undefined : `${cause.reason}: ${cause.message}`;
      }),
    readAgain(key) {
      const found = troubled.get(key);
      if (found === undefined) return undefined;
      const grown = Math.min(again.most, (clock.monotonic() - found.since) / 4);
      return Math.max(2000, grown, roundMilliseconds());
    },
    forget: (key) => void troubled.delete(key),
  };
}

interface Listing {
  readonly client: CauseReaderOptions['client'];
  readonly budget: TokenBucket;
  readonly key: string;
  readonly signal: AbortSignal;
}

/**
 * Lists a few objects of a monitor's namespace, for one reading. Each request counts, so none is repeated; one that failed is sent when the
 * causes are read again. The first was counted when the reading began, and a later one waits: a started reading is completed.
 */
function listOf({ client, budget, key, signal }: Listing): List {
  let isFirst = true;
  return async (type, query) => {
    if (!isFirst) await budget.take(signal);
    isFirst = false;
    return client.list(type, { namespace: key.split('/')[0] }, { ...most, ...query, once: true, signal });
  };
}

/** Selects the warnings about an object. */
function eventsOf(uid: string | undefined): Query {
  return { fieldSelector: `regarding.uid=${uid},type=Warning` };
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
