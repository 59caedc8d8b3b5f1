import { canonicalJson } from '@modelmonitor/api';
import type { Clock, Log, Transport } from '@modelmonitor/kube';
import type { Images, RenderContext } from '@modelmonitor/render';
import type { SharedContext } from '../reconcile/reconciler.ts';
import { clusterKeys } from './clusterKeys.ts';
import { type Discovered, discover } from './discovery.ts';
import type { OwnToken } from './ownToken.ts';

/** What is true of the cluster as a whole, looked at again and again. */
export interface ClusterFacts {
  readonly context: () => SharedContext;
  /** Whether the API server told which kinds there are, and was asked for its keys. */
  readonly known: () => boolean;
  /** Looks until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface ClusterFactsOptions {
  readonly transport: Pick<Transport, 'request'>;
  readonly images: Images;
  readonly serviceMonitorLabels: RenderContext['serviceMonitorLabels'];
  readonly token: OwnToken;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Told which kinds there are, each time. */
  readonly onKinds: (kinds: Discovered) => Promise<void>;
  /** Told when what is rendered may be another. */
  readonly onChange: () => void;
}

/** How often it is asked which kinds there are, in milliseconds. */
const discoveryMilliseconds = 15_000;

/** How often the keys of the cluster are read, in milliseconds; new keys are published well before they sign. */
const keysMilliseconds = 5 * 60_000;

/** Pause after a failure, in milliseconds. */
const retryMilliseconds = 2000;

export function createClusterFacts(options: ClusterFactsOptions): ClusterFacts {
  const { images, serviceMonitorLabels, onChange, onKinds, transport, log } = options;
  let kinds: Discovered | undefined;
  let callers: SharedContext['callers'];
  let askedForKeys = false;
  const context = (): SharedContext => ({
    images,
    serviceMonitorLabels,
    callers,
    has: { serviceMonitor: kinds?.serviceMonitor === true, alertmanagerConfig: kinds?.alertmanagerConfig === true },
  });
  const changing = async (change: () => Promise<void>) => {
    const before = canonicalJson(context());
    await change();
    if (canonicalJson(context()) !== before) onChange();
  };
  const lookForKinds = (signal: AbortSignal) =>
    changing(async () => {
      const found = await discover(transport, signal);
      if (kinds !== undefined && canonicalJson(found) !== canonicalJson(kinds)) log('info', 'the kinds of the cluster changed', found);
      kinds = found;
      await onKinds(found);
    });
  const readKeys = (signal: AbortSignal) =>
    changing(async () => {
      const reading = clusterKeys(transport, signal).finally(() => {
        askedForKeys = true;
      });
      const [found, subject] = await Promise.all([reading, options.token.subject()]);
      callers = { ...found, observers: subject === undefined ? [] : [subject] };
    });
  return {
    context,
    known: () => kinds !== undefined && askedForKeys,
    async run(signal) {
      await Promise.all([
        repeat(lookForKinds, { ...options, signal, milliseconds: discoveryMilliseconds, what: 'the kinds of the cluster' }),
        repeat(readKeys, { ...options, signal, milliseconds: keysMilliseconds, what: 'the keys of the cluster' }),
      ]);
    },
  };
}

interface Repetition extends Pick<ClusterFactsOptions, 'clock' | 'random' | 'log'> {
  readonly signal: AbortSignal;
  readonly milliseconds: number;
  readonly what: string;
}

async function repeat(
  task: (signal: AbortSignal) => Promise<void>,
  { clock, random, log, signal, milliseconds, what }: Repetition,
): Promise<void> {
  while (!signal.aborted) {
    const wait = await task(signal).then(
      () => milliseconds,
      (error: Error) => {
        if (!signal.aborted) log('warn', `${what} could not be read`, { reason: error.message });
        return retryMilliseconds;
      },
    );
    await clock.sleep(wait * (0.9 + 0.2 * random()), signal);
  }
}
