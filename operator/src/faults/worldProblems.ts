import { createValidator } from '@modelmonitor/api';
import type { RawObject, ResourceType } from '@modelmonitor/kube';
import { type ChildKind, childTypes, nameAnnotation, type RenderContext, render, reportLabel } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { childKey } from '../caches/children.ts';
import { type MonitorItem, monitorItem } from '../caches/monitors.ts';
import { readKeys } from '../cluster/clusterFacts.ts';
import { type OperatorOptions, readOptions } from '../options.ts';
import { planOf } from '../reconcile/reconciler.ts';
import { difference } from './difference.ts';

/** What is not as it should be in the API server, in words; empty when everything is. */
export type WorldProblems = () => Promise<string[]>;

export interface WorldOptions {
  /** Namespaces that are looked at. */
  readonly namespaces: readonly string[];
  /** Whether the objects of a deleted monitor have to be gone: where no garbage collector runs they stay, and nobody touches them. */
  readonly garbageCollected: boolean;
}

const validate = createValidator();

/** Compares every monitor's objects with what `render` makes of it, from lists of the API server itself. */
export async function worldProblems({ client }: Pick<ControlPlane, 'client'>, options: WorldOptions): Promise<WorldProblems> {
  const listed = async (type: ResourceType): Promise<RawObject[]> => {
    const { status, body } = await client.get<{ items?: RawObject[] }>(pathOf(type));
    // A kind the cluster does not have.
    if (status === 404) return [];
    if (status !== 200) throw new Error(`${type.plural} cannot be listed: ${status}`);
    const within = (body.items ?? []).filter(({ metadata: { namespace = '' } }) => options.namespaces.includes(namespace));
    // Entries of a list do not say what they are.
    return within.map((object) => ({ ...object, apiVersion: type.apiVersion, kind: type.kind }));
  };
  const has = async ({ apiVersion }: ResourceType) => (await client.get(`/apis/${apiVersion}`)).status === 200;
  const { images } = readOptions([]) as OperatorOptions;
  const request = async ({ path }: { path: string }) => (await client.get<unknown>(path)).body;
  const context: Omit<RenderContext, 'ownerUid'> = {
    images,
    callers: { ...(await readKeys({ request }, new AbortController().signal)), observers: [] },
    has: { serviceMonitor: await has(childTypes.serviceMonitor), alertmanagerConfig: await has(childTypes.alertmanagerConfig) },
    serviceMonitorLabels: {},
    driftPaused: false,
  };
  return async () => {
    const monitors = (await listed(watchedTypes.monitor)).map(monitorItem);
    const kinds = Object.entries<ResourceType>(childTypes) as [ChildKind, ResourceType][];
    const lists = await Promise.all(kinds.map(async ([kind, type]) => (await listed(type)).map((object) => [kind, object] as const)));
    const live = new Map(lists.flat().map(([kind, object]) => [childKey(kind, object.metadata), object]));
    const wanted = new Map(monitors.flatMap((item) => childrenOf(item, context)));
    const uids = new Set(monitors.map(({ uid }) => uid));
    const surplus = [...live].filter(([key, object]) => !wanted.has(key) && isSurplus(object, uids, options));
    return [
      ...[...wanted].flatMap(([key, object]) => difference(object, live.get(key), key) ?? []),
      ...surplus.map(([key]) => `${key} is there, and no monitor asks for it`),
      ...monitors.flatMap(staleStatus),
    ];
  };
}

function childrenOf(item: MonitorItem, context: Omit<RenderContext, 'ownerUid'>): [string, RawObject][] {
  const plan = planOf(validate, item);
  if (typeof plan === 'string') throw new Error(`${item.key} is not valid: ${plan}`);
  return render(plan, { ...context, ownerUid: item.uid }).map(({ kind, object }) => [childKey(kind, object.metadata), object]);
}

/** An object of the operator's that no monitor asks for. Reports of single runs are kept; what belonged to a deleted monitor is the collector's. */
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
