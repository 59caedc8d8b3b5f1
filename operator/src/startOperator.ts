import { createSummaryReader, createValidator, operatorMetrics, type ReadSummary, type Validate } from '@modelmonitor/api';
import type { Clock, Credentials, LeaderElection, Log, ObjectClient, Transport } from '@modelmonitor/kube';
import {
  createEventRecorder,
  createLeaderElection,
  createObjectClient,
  createRest,
  createTokenBucket,
  createTransport,
  createTurns,
} from '@modelmonitor/kube';
import { type OptionalKind, watchedTypes } from './caches/cachedKinds.ts';
import { type Caches, startCaches } from './caches/caches.ts';
import { createManagedNamespaces, type ManagedNamespaces } from './claims/managedNamespaces.ts';
import { type ClusterFacts, createClusterFacts } from './cluster/clusterFacts.ts';
import { createOwnToken, type OwnToken } from './cluster/ownToken.ts';
import { healthProblems, readyProblems } from './health.ts';
import type { OperatorOptions } from './options.ts';
import { createPodClient } from './pods/podClient.ts';
import { warmUp } from './reconcile/warmUp.ts';
import { serveHttp } from './serveHttp.ts';
import { createMonitorExposition, type MonitorExposition } from './telemetry/monitorExposition.ts';
import { createOperatorTelemetry, type OperatorTelemetry } from './telemetry/operatorTelemetry.ts';
import { createTerm, type Term } from './term.ts';

/** The world around the operator. */
export interface Environment {
  /** Where the API server is, and how to authenticate. */
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Name of this process, different from every other's. */
  readonly identity: string;
  /** Maps the address of a pod to a reachable one: the same, except in tests, which have no pod network. */
  readonly reachPod?: (address: string) => string;
  /** Longest delay of the event loop since the last call, in milliseconds. */
  readonly loopLag: () => number;
  readonly log: Log;
}

/** A running operator. */
export interface RunningOperator {
  /** Port of /metrics, /livez and /readyz. */
  readonly port: number;
  readonly ready: () => boolean;
  readonly leading: () => boolean;
  /** Completes started work, releases the lease, stops. */
  close(): Promise<void>;
}

/**
 * Starts the operator: fills its caches, waits for the lease, works.
 *
 * @throws Error when it cannot listen on the HTTP address
 */
export async function startOperator(options: OperatorOptions, environment: Environment): Promise<RunningOperator> {
  const { clock, random, log, credentials } = environment;
  // Compiling holds up the event loop for a while; nothing waits for it yet.
  const [validate, readSummary] = [createValidator(), createSummaryReader()];
  warmUp(validate);
  const telemetry = createOperatorTelemetry({ clock, host: new URL(credentials.server).host, workers: options.workers });
  const transport = createTransport({
    credentials,
    clock,
    random,
    limit: createTokenBucket(clock, options.requests),
    meter: telemetry.requests,
    userAgent: 'modelmonitor-operator',
    connections: options.workers * 2,
  });
  const token = createOwnToken(options.podTokenFile);
  const terms: Terms = { current: undefined };
  const caches = startCaches({
    transport,
    turns: createTurns(listsAtATime),
    ...environment,
    namespaces: options.namespaces,
    prometheusRule: options.prometheusRule,
    meter: telemetry.caches,
    listeners: () => terms.current?.listeners,
  });
  const facts = factsOf(options, environment, { transport, token, caches, terms });
  const exposition = createMonitorExposition();
  const lease = { namespace: options.leaseNamespace ?? credentials.namespace ?? 'default', name: options.leaseName };
  const election = createLeaderElection({
    ...environment,
    ...lease,
    client: createObjectClient(transport),
    fieldManager: 'modelmonitor-leader',
    annotations: () => managed.annotations(),
  });
  const operator = `${lease.namespace}/${lease.name}`;
  const client = createObjectClient(transport, options.leaderElection ? election.mayWrite : undefined);
  const managed = createManagedNamespaces({ ...environment, ...options, client, operator });
  const shared = { validate, readSummary, transport, telemetry, token, caches, facts, exposition, terms };
  const parts: Parts = { operator, managed, client, options, environment, ...shared };
  exportState(parts, lease.name);
  const http = await serveStatus(parts);
  const stop = new AbortController();
  const running = Promise.all([facts.run(stop.signal), work(parts, election, stop.signal)]);
  // An unexpected error ends the process, which is replaced: better than half an operator.
  running.catch((error: Error) => log('error', 'the operator ended', { reason: error.stack ?? error.message }));
  return {
    port: http.port,
    ready: () => isReady(parts),
    leading: () => terms.current !== undefined,
    async close() {
      stop.abort();
      await running;
      await caches.stop();
      await Promise.all([http.close(), transport.close()]);
    },
  };
}

/** Kinds that are listed at the same time: a list is garbage a moment later, and the API server has other clients. */
const listsAtATime = 3;

/** The current term, while this process leads. */
interface Terms {
  current: Term | undefined;
}

interface Parts {
  /** Namespace and name of the lease. */
  readonly operator: string;
  readonly managed: ManagedNamespaces;
  readonly client: ObjectClient;
  readonly options: OperatorOptions;
  readonly environment: Environment;
  readonly validate: Validate;
  readonly readSummary: ReadSummary;
  readonly transport: Transport;
  readonly telemetry: OperatorTelemetry;
  readonly token: OwnToken;
  readonly caches: Caches;
  readonly facts: ClusterFacts;
  readonly exposition: MonitorExposition;
  readonly terms: Terms;
}

function factsOf(
  options: OperatorOptions,
  environment: Environment,
  { caches, terms, ...shared }: Pick<Parts, 'transport' | 'token' | 'caches' | 'terms'>,
): ClusterFacts {
  return createClusterFacts({
    ...environment,
    ...shared,
    ...options,
    onKinds: async (kinds) => {
      await Promise.all(Object.entries(kinds).map(([kind, exists]) => caches.follow(kind as OptionalKind, exists)));
    },
    onChange: () => terms.current?.queueAll(),
  });
}

function isReady({ caches, facts }: Parts): boolean {
  return caches.synced() && facts.known();
}

function serveStatus({ options, environment, telemetry, caches, facts, exposition, terms }: Parts) {
  return serveHttp(options.http, {
    metrics: async () => {
      const own = await telemetry.registry.metrics();
      // A client that reads fast would otherwise hold up everything else until the end.
      const rest = createRest(environment.clock);
      const parts = async function* parts() {
        yield own;
        if (terms.current === undefined) return;
        for (const part of exposition.parts()) {
          yield part;
          await rest();
        }
      };
      return { contentType: telemetry.registry.contentType, parts: parts() };
    },
    problems: () => healthProblems(caches.all()),
    awaited: () => readyProblems(caches.all(), { kindsKnown: facts.known(), mayRead: (kind) => caches.mayRead({ kind }) }),
  });
}

/** Leads whenever the lease permits, until `stop` aborts. */
async function work(parts: Parts, election: LeaderElection, stop: AbortSignal): Promise<void> {
  const { options, environment, client, token, facts, terms } = parts;
  const { clock, identity, log } = environment;
  const podClient = createPodClient(environment.reachPod ?? ((address) => address));
  const events = { fieldManager: 'modelmonitor-events', controller: 'modelmonitor.dev/operator', instance: identity };
  const record = createEventRecorder({ ...environment, ...events, client, subjects: watchedTypes.monitor });
  const term = { ...environment, ...parts, client, record, context: facts.context, query: podClient.query, token: token.read };
  const lead = async (signals: { stop: AbortSignal; fence: AbortSignal }) => {
    const over = AbortSignal.any([signals.stop, signals.fence]);
    while (!isReady(parts) && !over.aborted) await clock.sleep(20, over);
    if (over.aborted) return;
    const { workers, podAnnotations, prometheusRule, mailServer } = options;
    terms.current = createTerm({ ...term, workers, podAnnotations, prometheusRule, mailServer, class: options.class });
    try {
      const releasing = parts.managed.releaseOthers(election.annotations(), over).catch((error: Error) => {
        if (!over.aborted) log('warn', 'namespaces that were managed before could not be released', { reason: error.message });
      });
      await Promise.all([terms.current.run(signals), releasing]);
    } finally {
      terms.current = undefined;
    }
  };
  if (options.leaderElection) await election.run(lead, stop);
  else await lead({ stop, fence: new AbortController().signal });
  await podClient.close();
}

/** Exports gauges that are read at scrape time. */
function exportState({ telemetry: { gauge }, caches, terms, environment }: Parts, lease: string): void {
  const { clock, loopLag } = environment;
  gauge(operatorMetrics.leader, () => [{ labels: { name: lease }, value: Number(terms.current !== undefined) }]);
  gauge(operatorMetrics.queueDepth, () => [{ labels: { name: 'modelmonitor' }, value: terms.current?.depth() ?? 0 }]);
  gauge(operatorMetrics.otherOperators, () =>
    [...(terms.current?.yielded() ?? [])].map(([operator, value]) => ({ labels: { operator }, value })),
  );
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
