import { createValidator, operatorMetrics, type Validate } from '@modelmonitor/api';
import type { Clock, Log } from '@modelmonitor/kube';
import {
  createLeaderElection,
  createObjectClient,
  createTokenBucket,
  createTransport,
  createTurns,
  type LeaderElection,
  loadCredentials,
  type Transport,
} from '@modelmonitor/kube';
import type { OptionalKind } from './caches/cachedKinds.ts';
import { type Caches, startCaches } from './caches/caches.ts';
import { type ClusterFacts, createClusterFacts } from './cluster/clusterFacts.ts';
import { createOwnToken, type OwnToken } from './cluster/ownToken.ts';
import { createRecorder } from './events/recorder.ts';
import { healthProblems, readyProblems } from './health.ts';
import type { OperatorOptions } from './options.ts';
import { createPodAsker } from './pods/askPod.ts';
import { plannedMonitor } from './reconcile/plannedMonitor.ts';
import { serveHttp } from './serveHttp.ts';
import { createMonitorExposition, type MonitorExposition } from './telemetry/monitorExposition.ts';
import { createOperatorTelemetry, type OperatorTelemetry } from './telemetry/operatorTelemetry.ts';
import { createTerm, type Term, type TermOptions } from './term.ts';

/** The world around the operator. */
export interface Environment {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Name of this process, different from every other's. */
  readonly identity: string;
  /** Where the address of a pod is really reached: there, but in tests, where there is no network of pods. */
  readonly reachPod?: (address: string) => string;
  /** Longest delay of the event loop since it was asked last, in milliseconds. */
  readonly loopLag: () => number;
  readonly log: Log;
}

/** An operator that runs. */
export interface RunningOperator {
  /** Port of /metrics, /livez and /readyz. */
  readonly port: number;
  readonly ready: () => boolean;
  readonly leading: () => boolean;
  /** Finishes what was begun, releases the lease, stops. */
  close(): Promise<void>;
}

/**
 * Starts the operator: fills its caches, waits for the lease, works.
 *
 * @throws UsageError when there is no way to an API server, Error when the HTTP address cannot be had
 */
export async function startOperator(options: OperatorOptions, environment: Environment): Promise<RunningOperator> {
  const { clock, random, log } = environment;
  // Compiling holds up the event loop for a while; nobody waits on it yet.
  const validate = createValidator();
  const credentials = loadCredentials(options.kubeconfig);
  const telemetry = createOperatorTelemetry({ clock, host: new URL(credentials.server).host, workers: options.workers });
  const limit = createTokenBucket(clock, options.requests);
  const transport = createTransport({ credentials, clock, random, limit, meter: telemetry.requests, connections: options.workers * 2 });
  const token = createOwnToken(options.podTokenFile);
  const terms = createTerms();
  const caches = cachesOf(options, environment, { transport, telemetry, terms });
  const facts = createClusterFacts({
    ...environment,
    transport,
    images: options.images,
    serviceMonitorLabels: options.serviceMonitorLabels,
    token,
    onKinds: async (kinds) => {
      await Promise.all(Object.entries(kinds).map(([kind, isThere]) => caches.follow(kind as OptionalKind, isThere)));
    },
    onChange: () => terms.current?.lookAtAll(),
  });
  const exposition = createMonitorExposition();
  const lease = { namespace: options.leaseNamespace ?? credentials.namespace ?? 'default', name: options.leaseName };
  const election = createLeaderElection({ ...environment, ...lease, client: createObjectClient(transport) });
  const leading = () => terms.current !== undefined;
  exportState(telemetry, { caches, terms, leading, lease: lease.name, environment });
  const http = await serveHttp(options.http, {
    metrics: async () => ({
      contentType: telemetry.registry.contentType,
      text: `${await telemetry.registry.metrics()}${leading() ? exposition.text() : ''}`,
    }),
    ailments: () => healthProblems(caches.all()),
    awaited: () => readyProblems(caches.all(), facts.known()),
  });
  const stop = new AbortController();
  const ready = () => caches.synced() && facts.known();
  const parts = { options, environment, validate, transport, telemetry, token, caches, facts, exposition, terms, ready };
  const running = Promise.all([facts.run(stop.signal), work(parts, election, stop.signal)]);
  // What nobody foresaw ends the process, which is replaced; half an operator is worse than none.
  running.catch((error: Error) => log('error', 'the operator ended', { reason: error.stack ?? error.message }));
  return {
    port: http.port,
    ready,
    leading,
    async close() {
      stop.abort();
      await running;
      await caches.stop();
      await Promise.all([http.close(), transport.close()]);
    },
  };
}

/** The term that is on, if this process leads. */
interface Terms {
  current: Term | undefined;
}

function createTerms(): Terms {
  return { current: undefined };
}

interface Parts {
  readonly options: OperatorOptions;
  readonly environment: Environment;
  readonly validate: Validate;
  readonly transport: Transport;
  readonly telemetry: OperatorTelemetry;
  readonly token: OwnToken;
  readonly caches: Caches;
  readonly facts: ClusterFacts;
  readonly exposition: MonitorExposition;
  readonly terms: Terms;
  readonly ready: () => boolean;
}

/** Leads whenever it may, until it is told to stop. */
async function work(parts: Parts, election: LeaderElection, stop: AbortSignal): Promise<void> {
  const { options, environment, validate, transport, telemetry, token, caches, facts, exposition, terms, ready } = parts;
  const { clock, log } = environment;
  const client = createObjectClient(transport, options.leaderElection ? election.mayWrite : undefined);
  const asker = createPodAsker(environment.reachPod ?? ((address) => address));
  const term: TermOptions = {
    ...environment,
    client,
    planned: (item) => plannedMonitor(validate, item),
    context: facts.context,
    record: createRecorder({ client, clock, instance: environment.identity, log }),
    exposition,
    telemetry,
    ask: asker.ask,
    token: token.read,
    workers: options.workers,
  };
  const lead = async (signals: { stop: AbortSignal; fence: AbortSignal }) => {
    const over = AbortSignal.any([signals.stop, signals.fence]);
    while (!ready() && !over.aborted) await clock.sleep(20, over);
    if (over.aborted) return;
    terms.current = createTerm(() => caches, term);
    try {
      await terms.current.run(caches, signals);
    } finally {
      terms.current = undefined;
    }
  };
  if (options.leaderElection) await election.run(lead, stop);
  else await lead({ stop, fence: new AbortController().signal });
  await asker.close();
}

/** Kinds that are listed at a time: what a list brings is garbage a moment later, and the API server has other things to do. */
const listsAtATime = 3;

function cachesOf(
  { scope }: OperatorOptions,
  { clock, random, log }: Environment,
  { transport, telemetry, terms }: { transport: Transport; telemetry: OperatorTelemetry; terms: Terms },
): Caches {
  const listeners = () => terms.current?.listeners;
  return startCaches({
    transport,
    turns: createTurns(listsAtATime),
    clock,
    random,
    log,
    scope,
    meter: telemetry.caches,
    onMonitor: (change) => listeners()?.onMonitor(change),
    onChild: (change) => listeners()?.onChild(change),
    onJob: (change) => listeners()?.onJob(change),
    onSlice: (change) => listeners()?.onSlice(change),
    onListed: (isMissing) => listeners()?.onListed(isMissing),
    onRecovered: () => listeners()?.onRecovered(),
    onSelection: () => terms.current?.lookAtAll(),
  });
}

function exportState(
  { gauge }: OperatorTelemetry,
  {
    caches,
    terms,
    leading,
    lease,
    environment,
  }: { caches: Caches; terms: Terms; leading: () => boolean; lease: string; environment: Environment },
): void {
  const { clock, loopLag } = environment;
  gauge(operatorMetrics.leader, () => [{ labels: { name: lease }, value: Number(leading()) }]);
  gauge(operatorMetrics.queueDepth, () => [{ labels: { name: 'modelmonitor' }, value: terms.current?.depth() ?? 0 }]);
  gauge(operatorMetrics.cachedObjects, () => caches.all().map(({ kind, size }) => ({ labels: { kind }, value: size() })));
  gauge(operatorMetrics.lastSeen, () =>
    caches.all().map(({ kind, lastSeen }) => ({ labels: { kind }, value: (clock.monotonic() - lastSeen()) / 1000 })),
  );
  gauge(operatorMetrics.loopLag, () => [{ labels: {}, value: loopLag() / 1000 }]);
  gauge(operatorMetrics.monitors, () => {
    const ready = new Map<string, number>();
    for (const { status } of caches.monitors.values()) {
      const holds = status.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
      ready.set(holds, (ready.get(holds) ?? 0) + 1);
    }
    return [...ready].map(([holds, value]) => ({ labels: { ready: holds }, value }));
  });
}
