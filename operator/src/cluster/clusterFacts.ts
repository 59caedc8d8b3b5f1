import { type Callers, canonicalJson } from '@modelmonitor/api';
import { type Clock, kindOf, type Log, type ResourceType, type Transport } from '@modelmonitor/kube';
import { childTypes, type Images, type RenderContext } from '@modelmonitor/render';
import { type OptionalKind, optionalKinds, watchedTypes } from '../caches/cachedKinds.ts';
import type { SharedContext } from '../reconcile/reconciler.ts';
import type { OwnToken } from './ownToken.ts';

/** Facts about the cluster as a whole, read again and again. */
export interface ClusterFacts {
  readonly context: () => SharedContext;
  /** Whether the kinds of the cluster are known, and its keys were requested. */
  readonly known: () => boolean;
  /** Reads until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface ClusterFactsOptions {
  readonly transport: Pick<Transport, 'request'>;
  readonly images: Images;
  readonly serviceMonitorLabels: RenderContext['serviceMonitorLabels'];
  readonly serviceMonitorScope: RenderContext['serviceMonitorScope'];
  readonly class: RenderContext['class'];
  readonly apiServerPorts: readonly number[];
  readonly alertmanagerConfigLabels: RenderContext['alertmanagerConfigLabels'];
  readonly allowLocalAddresses: boolean;
  readonly token: OwnToken;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Called with the kinds of the cluster, each time they are read. */
  readonly onKinds: (kinds: OptionalKinds) => Promise<void>;
  /** Called when the input of rendering changed. */
  readonly onChange: () => void;
}

/** Which of the optional kinds the cluster has. */
type OptionalKinds = Readonly<Record<OptionalKind, boolean>>;

/** How often the kinds of the cluster are read, in milliseconds. */
const kindsMilliseconds = 15_000;

/** How often the keys of the cluster are read, in milliseconds; new keys are published well before they sign. */
const keysMilliseconds = 5 * 60_000;

/** Pause after a failure, in milliseconds. */
const retryMilliseconds = 2000;

export function createClusterFacts(options: ClusterFactsOptions): ClusterFacts {
  const {
    images,
    serviceMonitorLabels,
    serviceMonitorScope = 'monitor',
    apiServerPorts,
    alertmanagerConfigLabels = {},
    allowLocalAddresses,
    onChange,
    onKinds,
    transport,
    log,
  } = options;
  let kinds: OptionalKinds | undefined;
  let callers: SharedContext['callers'];
  let keysRequested = false;
  const context = (): SharedContext => ({
    images,
    serviceMonitorLabels,
    serviceMonitorScope,
    class: options.class,
    apiServerPorts,
    alertmanagerConfigLabels,
    allowLocalAddresses,
    callers,
    has: hasOf(kinds),
  });
  const update = async (change: () => Promise<void>) => {
    const before = canonicalJson(context());
    await change();
    if (canonicalJson(context()) !== before) onChange();
  };
  const updateKinds = (signal: AbortSignal) =>
    update(async () => {
      const found = await readKinds(transport, signal);
      if (kinds !== undefined && canonicalJson(found) !== canonicalJson(kinds)) log('info', 'the kinds of the cluster changed', found);
      kinds = found;
      await onKinds(found);
    });
  const updateKeys = (signal: AbortSignal) =>
    update(async () => {
      const reading = readKeys(transport, signal).finally(() => {
        keysRequested = true;
      });
      const [found, subject] = await Promise.all([reading, options.token.subject()]);
      callers = { ...found, observers: subject === undefined ? [] : [subject] };
    });
  return {
    context,
    known: () => kinds !== undefined && keysRequested,
    async run(signal) {
      await Promise.all([
        repeat(updateKinds, { ...options, signal, milliseconds: kindsMilliseconds, what: 'the kinds of the cluster' }),
        repeat(updateKeys, { ...options, signal, milliseconds: keysMilliseconds, what: 'the keys of the cluster' }),
      ]);
    },
  };
}

const hasOf = ({ serviceMonitor = false, alertmanagerConfig = false, httpRoute = false }: Partial<OptionalKinds> = {}) => ({
  serviceMonitor,
  alertmanagerConfig,
  httpRoute,
});

const optionalTypes: Readonly<Record<OptionalKind, ResourceType>> = {
  serviceMonitor: childTypes.serviceMonitor,
  alertmanagerConfig: childTypes.alertmanagerConfig,
  httpRoute: childTypes.httpRoute,
  prometheus: watchedTypes.prometheus,
  alertmanager: watchedTypes.alertmanager,
  prometheusRule: watchedTypes.prometheusRule,
};

/** @throws ApiError when the API server does not list its kinds */
async function readKinds({ request }: Pick<Transport, 'request'>, signal: AbortSignal): Promise<OptionalKinds> {
  const pluralsOf = async (group: string): Promise<readonly string[]> => {
    const found = await request({ method: 'GET', path: `/apis/${group}`, signal }).catch((error: unknown) => {
      if (kindOf(error) === 'notFound') return { resources: [] };
      throw error;
    });
    return (found as { resources: readonly { name: string }[] }).resources.map(({ name }) => name);
  };
  const groups = [...new Set(Object.values(optionalTypes).map(({ apiVersion }) => apiVersion))];
  const plurals = new Map(await Promise.all(groups.map(async (group) => [group, await pluralsOf(group)] as const)));
  const has = ({ apiVersion, plural }: ResourceType) => plurals.get(apiVersion)?.includes(plural) === true;
  return Object.fromEntries(optionalKinds.map((kind) => [kind, has(optionalTypes[kind])])) as OptionalKinds;
}

/** Issuer and public keys of the cluster's service-account tokens. @throws ApiError when the API server does not publish them */
export async function readKeys({ request }: Pick<Transport, 'request'>, signal: AbortSignal): Promise<Pick<Callers, 'issuer' | 'keys'>> {
  const get = (path: string) => request({ method: 'GET', path, accept: 'application/json,application/jwk-set+json', signal });
  const [{ issuer }, { keys }] = (await Promise.all([get('/.well-known/openid-configuration'), get('/openid/v1/jwks')])) as [
    { issuer: string },
    { keys: Callers['keys'] },
  ];
  return { issuer, keys };
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
