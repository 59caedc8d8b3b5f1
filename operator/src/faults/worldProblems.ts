import { createValidator } from '@modelmonitor/api';
import type { RawObject, ResourceType } from '@modelmonitor/kube';
import { type ChildKind, childTypes, nameAnnotation, type RenderContext, render, reportLabel } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { type MonitorItem, monitorItem } from '../caches/caches.ts';
import { childKey } from '../caches/children.ts';
import { readKeys } from '../cluster/clusterFacts.ts';
import { type OperatorOptions, readOptions } from '../options.ts';
import { planOf } from '../reconcile/reconciler.ts';
import { difference } from './difference.ts';

/** Objects in the API server that differ from their expected state, as text; empty when there are none. */
export type WorldProblems = () => Promise<string[]>;

export interface WorldOptions {
  /** Namespaces that are compared. */
  readonly namespaces: readonly string[];
  /** Whether the objects of a deleted monitor have to be gone: without a garbage collector they remain. */
  readonly garbageCollected: boolean;
}

const validate = createValidator();

/** Compares every monitor's objects with the rendered ones, by lists of the API server itself. */
export async function worldProblems({ client }: Pick<ControlPlane, 'client'>, options: WorldOptions): Promise<WorldProblems> {
  const list = async (type: ResourceType): Promise<RawObject[]> => {
    const { status, body } = await client.get<{ items?: RawObject[] }>(pathOf(type));
    // A kind the cluster does not have.
    if (status === 404) return [];
    if (status !== 200) throw new Error(`${type.plural} cannot be listed: ${status}`);
    const within = (body.items ?? []).filter(({ metadata: { namespace = '' } }) => options.namespaces.includes(namespace));
    // Entries of a list have no kind.
    return within.map((object) => ({ ...object, apiVersion: type.apiVersion, kind: type.kind }));
  };
  const has = async ({ apiVersion }: ResourceType) => (await client.get(`/apis/${apiVersion}`)).status === 200;
  const { images } = readOptions([]) as OperatorOptions;
  const request = async ({ path }: { path: string }) => (await client.get<unknown>(path)).body;
  const context: Omit<RenderContext, 'ownerUid'> = {
    images,
    callers: { ...(await readKeys({ request }, new AbortController().signal)), observers: [] },
    has: {
      serviceMonitor: await has(childTypes.serviceMonitor),
      alertmanagerConfig: await has(childTypes.alertmanagerConfig),
      httpRoute: await has(childTypes.httpRoute),
    },
    serviceMonitorLabels: {},
    driftPaused: false,
  };
  return async () => {
    const monitors = (await list(watchedTypes.monitor)).map((monitor) => monitorItem(monitor));
    const kinds = Object.entries<ResourceType>(childTypes) as [ChildKind, ResourceType][];
    const lists = await Promise.all(kinds.map(async ([kind, type]) => (await list(type)).map((object) => [kind, object] as const)));
    const live = new Map(lists.flat().map(([kind, object]) => [childKey(kind, object.metadata), object]));
    const expected = new Map(monitors.flatMap((item) => childrenOf(item, context)));
    const uids = new Set(monitors.map(({ uid }) => uid));
    const surplus = [...live].filter(([key, object]) => !expected.has(key) && isSurplus(object, uids, options));
    return [
      ...[...expected].flatMap(([key, object]) => difference(object, live.get(key), key) ?? []),
      ...surplus.map(([key]) => `${key} exists, and belongs to no monitor`),
      ...monitors.flatMap(staleStatus),
    ];
  };
}

function childrenOf(item: MonitorItem, context: Omit<RenderContext, 'ownerUid'>): [string, RawObject][] {
  const plan = planOf({ validate, podAnnotations: [] }, item);
  if (typeof plan === 'string') throw new Error(`${item.key} is not valid: ${plan}`);
  return render(plan, { ...context, ownerUid: item.uid }).map(({ kind, object }) => [childKey(kind, object.metadata), object]);
}

/** An object of the operator that belongs to no monitor. Archives of runs are kept; objects of a deleted monitor are left to the collector. */
function isSurplus({ metadata }: RawObject, uids: ReadonlySet<string>, { garbageCollected }: WorldOptions): boolean {
  const { annotations, labels, ownerReferences = [] } = metadata;
  if (annotations?.[nameAnnotation] === undefined || labels?.[reportLabel] === 'run') return false;
  return garbageCollected || ownerReferences.some(({ uid }) => uids.has(uid));
}

function staleStatus({ key, generation, status }: MonitorItem): string[] {
  const { observedGeneration, conditions = [] } = status;
  const old = conditions.filter((condition) => condition.observedGeneration !== generation).map(({ type }) => type);
  if (observedGeneration === generation && conditions.length > 0 && old.length === 0) return [];
  return [
    `${key} has generation ${generation}, its status is of ${observedGeneration ?? 'none'}, its conditions ${old.join(', ')} are older`,
  ];
}
