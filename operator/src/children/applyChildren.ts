import { createHash } from 'node:crypto';
import { kindOf, type Metadata, type ObjectClient, type OwnWrites } from '@modelmonitor/kube';
import { type Child, type ChildKind, childTypes, isConfiguration, nameAnnotation, scaledByAnnotation } from '@modelmonitor/render';
import type { MonitorItem } from '../caches/caches.ts';
import { appliedAnnotation, type ChildItem, childKey, type DeploymentItem, fieldManager } from '../caches/children.ts';
import { ChildConflictError } from '../errors.ts';

/** Field manager of the number of pods while it passes from the resource to an autoscaler. */
const handoverManager = 'modelmonitor-handover';

/**
 * The objects to apply first. An API server reads the Role when it decides whether the operator may create a binding of it. What starts pods
 * comes after the configuration that they mount and the account that they have, and not at all without these: another owner's account of that
 * name may have other rights.
 */
const isNeeded: Partial<Readonly<Record<ChildKind, (child: Child) => boolean>>> = {
  roleBinding: ({ kind }) => kind === 'role' || kind === 'serviceAccount',
  deployment: isConfiguration,
  cronJob: (child) => child.kind === 'serviceAccount' || isConfiguration(child),
};

/** Whether what needs an object is not applied without it. */
const isIndispensable = (child: Child): boolean => child.kind === 'serviceAccount' || isConfiguration(child);

/** Counts writes. */
export interface WriteMeter {
  wrote(kind: string, action: 'apply' | 'delete'): void;
}

export interface ApplyOptions {
  readonly client: ObjectClient;
  /** Hashes of the objects this process wrote. */
  readonly writes: OwnWrites<string>;
  readonly meter: WriteMeter;
  readonly monitor: Pick<MonitorItem, 'key' | 'uid' | 'generation'>;
  /** Existing objects of the monitor. */
  readonly live: ReadonlyMap<string, ChildItem>;
  readonly signal: AbortSignal;
}

export interface PruneOptions extends ApplyOptions {
  /** Keys of objects that are no longer rendered and still have to stay. */
  readonly keep: ReadonlySet<string>;
}

/**
 * Brings the objects of a monitor into their rendered state; writes only those that differ, or may differ.
 *
 * @returns failures in the order of the objects, and the kinds that failed; one that fails does not stop the others
 */
export async function applyChildren(
  children: readonly Child[],
  options: ApplyOptions,
): Promise<{ readonly failures: Error[]; readonly failed: ReadonlySet<ChildKind> }> {
  const started: { readonly child: Child; readonly applying: Promise<void> }[] = [];
  const outcomes = await Promise.allSettled(
    children.map((child) => {
      const first = started.filter((other) => isNeeded[child.kind]?.(other.child) === true);
      const applying = Promise.allSettled(first.map((other) => other.applying)).then((ended) =>
        // Its failure is among the others.
        first.some(({ child: other }, at) => isIndispensable(other) && ended[at]?.status === 'rejected')
          ? undefined
          : applyChild(child, options),
      );
      started.push({ child, applying });
      return applying;
    }),
  );
  options.signal.throwIfAborted();
  const failed = children.flatMap(({ kind }, at) => (outcomes[at]?.status === 'rejected' ? [kind] : []));
  return { failures: failuresIn(outcomes), failed: new Set(failed) };
}

async function applyChild(child: Child, options: ApplyOptions): Promise<void> {
  const { writes, live, meter, monitor } = options;
  const { kind, object } = child;
  const key = childKey(kind, object.metadata);
  const item = live.get(key);
  const { content, object: signed } = withApplied(object);
  const write = { content, owner: monitor.key, ownerGeneration: monitor.generation };
  const verdict = writes.verdict(key, { ...write, object }, item);
  if (verdict === 'current' || verdict === 'pending') return;
  const own = { kind, object: signed };
  const send = async () => (verdict === 'missing' ? await create(own, options) : undefined) ?? overwrite(own, item, options);
  await writes.write(key, write, send);
  meter.wrote(kind, 'apply');
}

/** Characters of a hash: 132 bits. */
const hashLength = 22;

/**
 * The hash of an object, and the object naming it: an operator that starts finds by it that nothing is to be done. An object is rendered with
 * its fields in the same order each time.
 */
export function withApplied(object: Child['object']): { readonly content: string; readonly object: Child['object'] } {
  const content = createHash('sha256').update(JSON.stringify(object)).digest('base64url').slice(0, hashLength);
  const annotations = { ...object.metadata.annotations, [appliedAnnotation]: content };
  return { content, object: { ...object, metadata: { ...object.metadata, annotations } } };
}

/** Creates an object that is not in the cache. @returns undefined when it exists; nothing was written then */
async function create({ kind, object }: Child, { client, signal }: ApplyOptions): Promise<Metadata | undefined> {
  return client.apply(childTypes[kind], object, { fieldManager, onlyIfAbsent: true, signal }).catch((error: unknown) => {
    if (kindOf(error) === 'conflict') return undefined;
    throw error;
  });
}

/** Applies over an existing object, once it is known to belong to the monitor. */
async function overwrite(child: Child, item: ChildItem | undefined, options: ApplyOptions): Promise<Metadata> {
  const { client, monitor, signal } = options;
  const { kind, object } = child;
  const isForeign = ({ ownerReferences = [] }: Pick<Metadata, 'ownerReferences'>) =>
    ownerReferences.some(({ controller, uid }) => controller === true && uid !== monitor.uid);
  // The cache may be late, and the garbage collector fast: an object of a monitor that was replaced may be gone by now.
  const isSuspect = item !== undefined && isForeign({ ownerReferences: item.owners });
  const found =
    item === undefined ? await findOwn(child, options) : isSuspect ? await client.peek(childTypes[kind], item, signal) : undefined;
  if (found !== undefined && isForeign(found)) {
    // An object has one controller at most, so that the monitor cannot be added beside the other one.
    const { uid, resourceVersion } = found;
    const body = { metadata: { uid, resourceVersion, ownerReferences: object.metadata.ownerReferences } };
    await client.merge(childTypes[kind], object.metadata, { body, fieldManager, signal });
  }
  if (item?.kind === 'deployment') await handOver(child, item as DeploymentItem, options);
  return client.apply(childTypes[kind], object, { fieldManager, signal });
}

/** An object that is not in the cache: it is missing, or the monitor's own without its labels, or another owner's. */
async function findOwn({ kind, object }: Child, { client, monitor, signal }: ApplyOptions): Promise<Metadata | undefined> {
  const found = await client.peek(childTypes[kind], object.metadata, signal);
  if (found === undefined) return undefined;
  const owned = found.ownerReferences?.some(({ uid }) => uid === monitor.uid) === true;
  const named = found.annotations?.[nameAnnotation] === object.metadata.annotations[nameAnnotation];
  if (owned || named) return found;
  throw new ChildConflictError(`${childTypes[kind].kind} ${object.metadata.name} exists and does not belong to this monitor`);
}

/**
 * When an autoscaler starts to set the number of pods, the operator gives up that field; without any owner it would fall back to 1. Until the
 * autoscaler writes it, another field manager holds it.
 */
async function handOver({ object }: Child, { annotations, desired }: DeploymentItem, { client, signal }: ApplyOptions): Promise<void> {
  const scaledBy = object.metadata.annotations[scaledByAnnotation];
  if (scaledBy !== 'autoscaler' || annotations[scaledByAnnotation] !== 'resource') return;
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  const replicas = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas: desired } };
  await client.apply(childTypes.deployment, replicas, { fieldManager: handoverManager, signal });
}

/** Deletes objects of the monitor that are no longer rendered. @returns failures */
export function pruneChildren(children: readonly Child[], options: PruneOptions): Promise<Error[]> {
  const { live, monitor, keep } = options;
  const rendered = new Set(children.map(({ kind, object }) => childKey(kind, object.metadata)));
  const surplus = [...live.values()].filter(
    ({ key, owners, deleting }) => !rendered.has(key) && !keep.has(key) && !deleting && owners.some(({ uid }) => uid === monitor.uid),
  );
  return removeChildren(surplus, options);
}

/** Deletes objects. @returns failures */
export async function removeChildren(items: readonly ChildItem[], { client, writes, meter, signal }: ApplyOptions): Promise<Error[]> {
  const outcomes = await Promise.allSettled(
    items.map(async ({ key, kind, namespace, name, uid }) => {
      await client.remove(childTypes[kind], { namespace, name }, { uid, signal });
      writes.forget(key, uid);
      meter.wrote(kind, 'delete');
    }),
  );
  signal.throwIfAborted();
  return failuresIn(outcomes);
}

function failuresIn(outcomes: readonly PromiseSettledResult<void>[]): Error[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
}
