import { metadataListOnly, metadataOnly } from './objectClient.ts';
import { pathOf, type ResourceType } from './pathOf.ts';
import type { RawObject } from './rawObject.ts';
import { type ReflectorOptions, startReflector } from './reflector.ts';
import type { Store, Stored } from './store.ts';

const whole = { accept: { list: 'application/json', watch: 'application/json' }, pageSize: 100 };
const metadata = { accept: { list: metadataListOnly, watch: metadataOnly }, pageSize: 500 };

/** What all caches of a process have in common. */
export interface CacheContext extends Pick<ReflectorOptions<Stored>, 'transport' | 'turns' | 'clock' | 'random' | 'log' | 'onRecovered'> {
  /** Namespaces that are watched; all of them when undefined. */
  readonly namespaces: readonly string[] | undefined;
  readonly meter: CacheMeter;
}

/** Counts lists and watches, by kind. */
export interface CacheMeter {
  listed(kind: string, outcome: string): void;
  watched(kind: string, outcome: string): void;
}

export interface CacheOptions<Item extends Stored> {
  readonly type: ResourceType;
  readonly store: Store<Item>;
  /** What is kept of an object. */
  readonly keep: (object: RawObject) => Item;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Whether only metadata is requested. */
  readonly onlyMetadata?: boolean;
  /** Manager whose applied fields are kept of `managedFields`, as text in `metadata.ownFields`. */
  readonly fieldsOf?: string;
  /** Whether objects of this kind are in no namespace. */
  readonly clusterWide?: boolean;
  readonly onListed?: () => void;
  readonly onRefused?: () => void;
}

/** The cache of one kind: a store, and one reflector per namespace that fills it. */
export interface Cache {
  readonly kind: string;
  /** Whether everything was listed once. */
  readonly synced: () => boolean;
  /** When the API server was last heard, in milliseconds of the monotonic clock; the oldest of the namespaces. */
  readonly lastSeen: () => number;
  readonly size: () => number;
  /** Ends the watches and empties the store. */
  stop(): Promise<void>;
}

export function startCache<Item extends Stored>(context: CacheContext, options: CacheOptions<Item>): Cache {
  const { type, store, keep, labelSelector, fieldSelector, onlyMetadata = false, clusterWide = false, fieldsOf } = options;
  const { namespaces, meter, ...shared } = context;
  const places = clusterWide || namespaces === undefined ? [undefined] : namespaces;
  const reflectors = places.map((namespace) =>
    startReflector<Item>({
      ...shared,
      kind: type.kind,
      selection: {
        path: pathOf(type, { namespace }),
        query: { labelSelector, fieldSelector },
        fieldsOf,
        ...(onlyMetadata ? metadata : whole),
      },
      keep,
      store,
      // The namespace is the last part of a key but one.
      within: ({ key }) => namespace === undefined || key.split('/').at(-2) === namespace,
      meter: { listed: (outcome) => meter.listed(type.kind, outcome), watched: (outcome) => meter.watched(type.kind, outcome) },
      onListed: () => options.onListed?.(),
      onRefused: () => options.onRefused?.(),
    }),
  );
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
