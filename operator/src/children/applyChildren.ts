import type { ObjectClient } from '@modelmonitor/kube';
import { kindOf } from '@modelmonitor/kube';
import { type Child, type ChildKind, childTypes, type Metadata, nameAnnotation, scaledByAnnotation } from '@modelmonitor/render';
import type { ChildItem, DeploymentItem } from '../caches/items.ts';
import { childKey } from '../caches/items.ts';
import { ChildConflictError } from '../errors.ts';
import { type Applied, hashOf, type WrittenFor } from './applied.ts';

/** Field manager of everything the operator renders. */
const fieldManager = 'modelmonitor';

/** Holds the number of pods while it goes over from the resource to an autoscaler. */
const handoverManager = 'modelmonitor-handover';

/** What has to be there first: an API server looks into the Role when it judges a binding of somebody who may not bind just any. */
const needed: Partial<Readonly<Record<ChildKind, ChildKind>>> = { roleBinding: 'role' };

/** Counts writes. */
export interface WriteMeter {
  wrote(kind: string, action: 'apply' | 'delete'): void;
}

export interface ApplyOptions extends WrittenFor {
  readonly client: ObjectClient;
  readonly applied: Applied;
  readonly meter: WriteMeter;
  /** Objects of the monitor that are there. */
  readonly live: ReadonlyMap<string, ChildItem>;
  /** UID of the monitor. */
  readonly ownerUid: string;
  readonly signal: AbortSignal;
}

/**
 * Makes the objects of a monitor what they should be; writes only what is not, or may not be.
 *
 * @returns what could not be done, in the order of the objects; one that fails leaves the others to be done
 */
export async function applyChildren(children: readonly Child[], options: ApplyOptions): Promise<Error[]> {
  const begun = new Map<ChildKind | undefined, Promise<void>>();
  const outcomes = await Promise.allSettled(
    children.map((child) => {
      const first = begun.get(needed[child.kind]) ?? Promise.resolve();
      const applying = first.catch(() => undefined).then(() => applyChild(child, options));
      begun.set(child.kind, applying);
      return applying;
    }),
  );
  options.signal.throwIfAborted();
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
}

async function applyChild(child: Child, options: ApplyOptions): Promise<void> {
  const { applied, live, meter, monitor, monitorGeneration } = options;
  const key = childKey(child.kind, child.object.metadata);
  const item = live.get(key);
  const hash = hashOf(child.object);
  const verdict = applied.verdict(key, { hash, child }, item);
  if (verdict === 'current' || verdict === 'pending') return;
  const write = async () => (verdict === 'missing' ? await madeAnew(child, options) : undefined) ?? overwritten(child, item, options);
  await applied.write(key, { hash, monitor, monitorGeneration }, write);
  meter.wrote(child.kind, 'apply');
}

/** Makes an object that the cache does not know. @returns undefined where there is one: nothing was written then */
async function madeAnew({ kind, object }: Child, { client, signal }: ApplyOptions): Promise<Metadata | undefined> {
  return client.apply(childTypes[kind], object, { fieldManager, onlyIfAbsent: true, signal }).catch((error: unknown) => {
    if (kindOf(error) === 'conflict') return undefined;
    throw error;
  });
}

/** Applies over what is there, once it is known to be ours. */
async function overwritten(child: Child, item: ChildItem | undefined, options: ApplyOptions): Promise<Metadata> {
  const { client, signal } = options;
  const there = item === undefined ? await foundOwn(child, options) : metadataOf(item);
  if (there !== undefined) await takeBack(child, there, options);
  if (item?.kind === 'deployment') await handOver(child, item as DeploymentItem, options);
  return client.apply(childTypes[child.kind], child.object, { fieldManager, signal });
}

/** An object the cache does not know is either not there, or ours with its labels lost, or somebody else's. */
async function foundOwn({ kind, object }: Child, { client, ownerUid, signal }: ApplyOptions): Promise<Metadata | undefined> {
  const found = await client.peek(childTypes[kind], object.metadata, signal);
  if (found === undefined) return undefined;
  const owned = found.ownerReferences?.some(({ uid }) => uid === ownerUid) === true;
  const named = found.annotations?.[nameAnnotation] === object.metadata.annotations?.[nameAnnotation];
  if (owned || named) return found;
  throw new ChildConflictError(`${childTypes[kind].kind} ${object.metadata.name} exists and does not belong to this monitor`);
}

/**
 * Replaces a controller that is not the monitor: an object has one at most, so that ours could not be added beside it. The cache may be late,
 * and the collector fast: that of a monitor that was replaced may be gone by now.
 */
async function takeBack({ kind, object }: Child, known: Metadata, { client, ownerUid, signal }: ApplyOptions): Promise<void> {
  const isStrange = ({ ownerReferences = [] }: Metadata) =>
    ownerReferences.some(({ controller, uid }) => controller === true && uid !== ownerUid);
  if (!isStrange(known)) return;
  const there = await client.peek(childTypes[kind], object.metadata, signal);
  if (there === undefined || !isStrange(there)) return;
  const { ownerReferences } = object.metadata;
  const body = { metadata: { uid: there.uid, resourceVersion: there.resourceVersion, ownerReferences } };
  await client.merge(childTypes[kind], object.metadata, { body, fieldManager, signal });
}

/**
 * When an autoscaler takes over, the number of pods is no longer ours to say; a field that its only owner gives up would fall back to 1.
 * Until the autoscaler writes it, it is held under another name.
 */
async function handOver({ object }: Child, { annotations, wanted }: DeploymentItem, { client, signal }: ApplyOptions): Promise<void> {
  const scaledBy = object.metadata.annotations?.[scaledByAnnotation];
  if (scaledBy !== 'autoscaler' || annotations[scaledByAnnotation] !== 'resource') return;
  const { apiVersion, kind, metadata } = object;
  const { name, namespace = '' } = metadata;
  const replicas = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas: wanted } };
  await client.apply(childTypes.deployment, replicas, { fieldManager: handoverManager, signal });
}

function metadataOf({ uid, resourceVersion, owners, ...rest }: ChildItem): Metadata {
  return { name: rest.name, namespace: rest.namespace, uid, resourceVersion, ownerReferences: owners };
}

/** Deletes objects of the monitor that it no longer asks for. @returns what could not be done */
export async function pruneChildren(children: readonly Child[], options: ApplyOptions): Promise<Error[]> {
  const { client, applied, meter, live, ownerUid, signal } = options;
  const wanted = new Set(children.map(({ kind, object }) => childKey(kind, object.metadata)));
  const surplus = [...live.values()].filter(
    ({ key, owners, deleting }) => !wanted.has(key) && !deleting && owners.some(({ uid }) => uid === ownerUid),
  );
  const outcomes = await Promise.allSettled(
    surplus.map(async ({ key, kind, namespace, name, uid }) => {
      await client.remove(childTypes[kind], { namespace, name }, { uid, signal });
      applied.forget(key, uid);
      meter.wrote(kind, 'delete');
    }),
  );
  signal.throwIfAborted();
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
}
