import type { Cache, CacheContext, Change, FieldSets, ItemIndex, LiveObject, Metadata, RawObject, ShareTexts } from '@modelmonitor/kube';
import { createFieldSets, createStore, createTextPool, identityOf, startCache } from '@modelmonitor/kube';
import { type ChildKind, childTypes, digestLabel, nameAnnotation, roleLabel } from '@modelmonitor/render';

/** Field manager of everything the operator renders. */
export const fieldManager = 'modelmonitor';

/** Annotation of an object: hash of what was applied. */
export const appliedAnnotation = 'modelmonitor.dev/applied';

/** An object of a monitor as the cache holds it. */
export interface ChildItem extends LiveObject {
  readonly kind: ChildKind;
  readonly name: string;
  readonly namespace: string;
  /** Key of the monitor that its annotation names. */
  readonly monitor: string | undefined;
}

/** What is read of a Deployment. */
export interface DeploymentItem extends ChildItem {
  /** Number of pods its spec requests. */
  readonly desired: number;
  readonly replicas: number;
  readonly ready: number;
  readonly updated: number;
  readonly available: number;
  readonly observedGeneration: number;
  /** Digest of its pod template, as rendered. */
  readonly template: string | undefined;
  /** Why it makes no progress, in the words of its controller; undefined while it does. */
  readonly stalled: string | undefined;
  /** Why its pods are refused, in the words of the API server; undefined while none is. */
  readonly refused: string | undefined;
}

export interface ChildCacheOptions {
  readonly kind: ChildKind;
  /** Objects of all kinds by the key of their monitor. */
  readonly index: ItemIndex<ChildItem>;
  readonly onChange: (change: Change<ChildItem>) => void;
  /** Called after a list, with what it lacks. */
  readonly onListed: (isMissing: (key: string) => boolean) => void;
}

/** Starts the cache of the objects of one kind. */
export function startChildCache(context: CacheContext, { kind, index, onChange, onListed }: ChildCacheOptions): Cache {
  const store = createStore<ChildItem>({ onChange, index });
  const known = { fieldSets: createFieldSets(), share: createTextPool() };
  // The state of a Deployment is in its status; of all other kinds the metadata is enough.
  const isWhole = kind === 'deployment';
  return startCache<ChildItem>(context, {
    type: childTypes[kind],
    store,
    keep(object) {
      const item = isWhole ? deploymentItem(object, known) : childItem(kind, object, known);
      return item.monitor === undefined ? item : withSharedParts(item, index.indexed(item.monitor));
    },
    labelSelector: `${roleLabel}=child`,
    onlyMetadata: !isWhole,
    fieldsOf: fieldManager,
    onListed: () => onListed((key) => key.startsWith(`${kind}/`) && store.get(key) === undefined),
  });
}

/** Key of an object among those of all kinds. */
export function childKey(kind: ChildKind, { namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string {
  // In one piece, as `keyOf`.
  return [kind, namespace, name].join('/');
}

/** Key of the monitor that the annotation of an object names. */
export function monitorOf({ namespace, annotations }: Metadata): string | undefined {
  const name = annotations?.[nameAnnotation];
  return name === undefined ? undefined : `${namespace}/${name}`;
}

/** Parts that many objects have in common, and hold once. */
interface Known {
  readonly fieldSets: FieldSets;
  readonly share: ShareTexts;
}

function childItem(kind: ChildKind, { metadata }: RawObject, { fieldSets, share }: Known): ChildItem {
  const { name, namespace = '', generation, labels = {}, ownerReferences = [] } = metadata;
  const { [appliedAnnotation]: applied, ...annotations } = metadata.annotations ?? {};
  const { uid, resourceVersion } = identityOf(metadata);
  share([labels, annotations, ownerReferences]);
  // Field by field: an object that is spread keeps its fields in a second one, and there are a hundred thousand.
  return {
    key: childKey(kind, metadata),
    uid,
    resourceVersion,
    name,
    namespace,
    kind,
    monitor: monitorOf(metadata),
    generation,
    deleting: metadata.deletionTimestamp !== undefined,
    owners: ownerReferences,
    labels,
    annotations,
    applied,
    fields: fieldSets.of(metadata.ownFields, ownerReferences.find(({ controller }) => controller === true)?.uid),
  };
}

function deploymentItem(object: RawObject, known: Known): DeploymentItem {
  const { spec, status } = object as unknown as { spec: Numbers; status?: Numbers & DeploymentConditions };
  const messageOf = (type: string, holds: string) =>
    status?.conditions?.find((condition) => condition.type === type && condition.status === holds)?.message;
  return {
    ...childItem('deployment', object, known),
    desired: spec['replicas'] ?? 1,
    replicas: status?.['replicas'] ?? 0,
    ready: status?.['readyReplicas'] ?? 0,
    updated: status?.['updatedReplicas'] ?? 0,
    available: status?.['availableReplicas'] ?? 0,
    observedGeneration: status?.['observedGeneration'] ?? 0,
    template: templateDigestOf(object),
    stalled: messageOf('Progressing', 'False'),
    refused: messageOf('ReplicaFailure', 'True'),
  };
}

type Numbers = Readonly<Record<string, number | undefined>>;

interface DeploymentConditions {
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
}

/** The digest that a Deployment's pod template carries: it differs when pods have to be replaced. */
function templateDigestOf(deployment: Readonly<Record<string, unknown>>): string | undefined {
  const { metadata } = (deployment['spec'] as { template?: { metadata?: Pick<Metadata, 'labels'> } } | undefined)?.template ?? {};
  return metadata?.labels?.[digestLabel];
}

/**
 * An item that refers to the parts its siblings have already, instead of equal copies: the ten to fifteen objects of a monitor have the same
 * owner and mostly the same labels. That is more than half of the memory of their cache.
 *
 * @param siblings objects of the same monitor
 */
export function withSharedParts<Item extends ChildItem>(item: Item, siblings: readonly ChildItem[]): Item {
  const [first] = siblings;
  if (first === undefined) return item;
  const owners = siblings.find((sibling) => sameOwners(sibling.owners, item.owners))?.owners ?? item.owners;
  const labels = siblings.find((sibling) => sameRecord(sibling.labels, item.labels))?.labels ?? item.labels;
  const annotations = siblings.find((sibling) => sameRecord(sibling.annotations, item.annotations))?.annotations ?? item.annotations;
  // In place: a copy would take more memory than it saves.
  return Object.assign(item, { namespace: first.namespace, monitor: first.monitor, owners, labels, annotations });
}

function sameOwners(one: ChildItem['owners'], other: ChildItem['owners']): boolean {
  return one.length === other.length && one.every((owner, at) => sameRecord({ ...owner }, { ...other[at] }));
}

function sameRecord(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && one[name] === other[name]);
}
