import type { Store, Stored } from '@modelmonitor/kube';
import { metadataListOnly, metadataOnly, pathOf, type Reflector, type ReflectorOptions, startReflector } from '@modelmonitor/kube';
import type { RawObject, ResourceType } from '@modelmonitor/render';
import { placesOf, type Scope } from '../scope.ts';

const whole = { accept: { list: 'application/json', watch: 'application/json' }, pageSize: 100 };
const metadata = { accept: { list: metadataListOnly, watch: metadataOnly }, pageSize: 500 };

/** What all caches have in common. */
export interface CacheContext extends Pick<ReflectorOptions<Stored>, 'transport' | 'turns' | 'clock' | 'random' | 'log' | 'onRecovered'> {
  readonly scope: Scope;
  readonly meter: CacheMeter;
}

/** Counts what the caches do, by kind. */
export interface CacheMeter {
  listed(kind: string, outcome: string): void;
  watched(kind: string, outcome: string): void;
}

export interface CacheOptions<Item extends Stored> {
  readonly type: ResourceType;
  readonly store: Store<Item>;
  readonly keep: (object: RawObject) => Item;
  readonly labelSelector?: string;
  /** Whether only metadata is asked for. */
  readonly onlyMetadata?: boolean;
  /** Whether objects of this kind are in no namespace. */
  readonly clusterWide?: boolean;
  readonly onListed?: () => void;
  readonly onRefused?: () => void;
}

/** The reflectors of one kind, one a namespace. */
export interface Cache {
  readonly kind: string;
  readonly synced: () => boolean;
  readonly lastSeen: () => number;
  readonly size: () => number;
  /** Ends the watches and forgets the objects. */
  stop(): Promise<void>;
}

/** Keeps a store like the cluster for one kind. */
export function cacheOf<Item extends Stored>(context: CacheContext, options: CacheOptions<Item>): Cache {
  const { type, store, keep, labelSelector, onlyMetadata = false, clusterWide = false } = options;
  const places = clusterWide ? [undefined] : placesOf(context.scope);
  const { scope: _scope, meter, ...shared } = context;
  const reflectors: Reflector[] = places.map((namespace) => {
    const within = (item: Item) => namespace === undefined || namespaceOf(item) === namespace;
    return startReflector<Item>({
      ...shared,
      kind: type.kind,
      selection: {
        path: pathOf(type, { namespace }),
        query: { labelSelector },
        ...(onlyMetadata ? metadata : whole),
      },
      keep,
      store,
      within,
      meter: { listed: (outcome) => meter.listed(type.kind, outcome), watched: (outcome) => meter.watched(type.kind, outcome) },
      onListed: () => options.onListed?.(),
      onRefused: () => options.onRefused?.(),
    });
  });
  return {
    kind: type.kind,
    synced: () => reflectors.every(({ synced }) => synced()),
    lastSeen: () => Math.min(...reflectors.map(({ lastSeen }) => lastSeen())),
    size: () => store.size,
    async stop() {
      await Promise.all(reflectors.map((reflector) => reflector.stop()));
      for (const { key } of store.values()) store.remove(key);
    },
  };
}

/** Namespace of an object, from its key `KIND/NAMESPACE/NAME` or `NAMESPACE/NAME`. */
function namespaceOf({ key }: Stored): string | undefined {
  return key.split('/').at(-2);
}
